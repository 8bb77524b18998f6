import { Badge } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { Column } from '@/components/list/columns'
import { List } from '@/components/list/List'
import { spanOf } from '@/time/span'
import { count, percent } from '@/time/units'
import type { Place, Way } from './graph'

interface Props {
  ways: readonly Way[]
  of: 'teams' | 'stages'
}

/** The same as a list. */
export function Ways({ ways, of }: Props) {
  const navigate = useNavigate()
  const columns = useMemo(() => (of === 'stages' ? ofStages() : ofTeams()), [of])
  return (
    <List
      id={`map ${of}`}
      label={of === 'stages' ? 'Moves' : 'Handovers'}
      rows={ways}
      columns={columns}
      rowId={(way) => way.id}
      first={{ by: 'count', down: true }}
      height="auto"
      empty={null}
      onOpen={(way) => way.point && void navigate({ to: '/reports', search: { point: way.point } })}
    />
  )
}

function ofTeams(): Column<Way>[] {
  const [returned, wait] = ends('Returned', 'Half wait')
  const open: Column<Way> = { ...figure('open', 'Open', (way) => way.open, count), width: 90 }
  const breached: Column<Way> = { ...figure('breached', 'Breached', (way) => way.breached, count), width: 100 }
  return [...begins('no handoff point'), volume('Handovers'), open, breached, wait, returned]
}

function ofStages(): Column<Way>[] {
  const [returned, wait] = ends('Came back', 'Half stood')
  return [...begins('nothing'), volume('Moves'), wait, returned]
}

const begins = (nothing: string): Column<Way>[] => [
  { id: 'from', title: 'From', key: (way) => called(way.from), render: (way) => called(way.from) },
  { id: 'to', title: 'To', key: (way) => called(way.to), render: (way) => called(way.to) },
  {
    id: 'governed',
    title: 'Governed by',
    key: (way) => way.by.join(', ') || undefined,
    render: (way) => (way.by.length > 0 ? way.by.join(', ') : <Badge color="orange">{nothing}</Badge>),
    width: 260,
  },
]

const volume = (title: string): Column<Way> => ({
  id: 'count',
  title,
  key: (way) => way.count,
  render: (way) => count(way.count),
  width: 110,
  align: 'right',
})

const ends = (returned: string, wait: string): [Column<Way>, Column<Way>] => [
  figure('returned', returned, (way) => way.returned, percent),
  figure('wait', wait, (way) => way.wait, spanOf),
]

const figure = (
  id: string,
  title: string,
  of: (way: Way) => number | undefined,
  text: (of: number) => string,
): Column<Way> => ({
  id,
  title,
  key: of,
  render: (way) => {
    const value = of(way)
    return value === undefined ? '' : text(value)
  },
  width: 115,
  align: 'right',
  wideOnly: true,
})

const called = ({ title, kind }: Omit<Place, 'volume'>): string => (kind ? `${title} · ${kind}` : title)
