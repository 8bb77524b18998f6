import { Badge } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { amount } from '@/components/amount'
import type { Column } from '@/components/list/columns'
import { List } from '@/components/list/List'
import { named } from '@/components/named'
import { count, percent } from '@/time/units'
import type { Way } from './graph'

const columns: Column<Way>[] = [
  { id: 'from', title: 'From', key: (way) => way.from, render: (way) => named(way.from) },
  { id: 'to', title: 'To', key: (way) => way.to, render: (way) => named(way.to) },
  {
    id: 'governed',
    title: 'Governed by',
    key: (way) => way.point?.title,
    render: (way) => (way.point ? way.point.title : <Badge color="orange">no handoff point</Badge>),
    width: 220,
  },
  {
    id: 'count',
    title: 'Handovers',
    key: (way) => way.count,
    render: (way) => count(way.count),
    width: 110,
    align: 'right',
  },
  {
    id: 'open',
    title: 'Open',
    key: (way) => way.point?.open,
    render: (way) => (way.point ? count(way.point.open) : ''),
    width: 90,
    align: 'right',
    wideOnly: true,
  },
  {
    id: 'breached',
    title: 'Breached',
    key: (way) => way.point?.breached,
    render: (way) => (way.point ? count(way.point.breached) : ''),
    width: 100,
    align: 'right',
    wideOnly: true,
  },
  {
    id: 'wait',
    title: 'Half wait',
    key: (way) => waitOf(way),
    render: (way) => (way.point ? amount(way.point.wait, '') : ''),
    width: 110,
    align: 'right',
    wideOnly: true,
  },
  {
    id: 'returned',
    title: 'Returned',
    key: (way) => way.point?.returned,
    render: (way) => (way.point?.returned === undefined ? '' : percent(way.point.returned)),
    width: 100,
    align: 'right',
    wideOnly: true,
  },
]

/** How long half of what is handed over this way waits until it is accepted, in microseconds. */
const waitOf = (way: Way) => (way.point?.wait?.unit === 'microseconds' ? way.point.wait.value : undefined)

/** The same as a list. */
export function Ways({ ways }: { ways: readonly Way[] }) {
  const navigate = useNavigate()
  return (
    <List
      id="map"
      label="Handovers"
      rows={ways}
      columns={columns}
      rowId={(way) => way.id}
      first={{ by: 'count', down: true }}
      height="auto"
      empty={null}
      onOpen={(way) => way.point && void navigate({ to: '/reports', search: { point: way.point.id } })}
    />
  )
}
