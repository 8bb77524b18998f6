import { Badge } from '@mantine/core'
import { type ReactNode, useMemo } from 'react'
import type { Schemas } from '@/api/client'
import { Empty } from '@/components/Empty'
import type { Column } from '@/components/list/columns'
import { List } from '@/components/list/List'
import { Moment } from '@/components/Moment'
import { named } from '@/components/named'
import { PersonName } from '@/components/PersonName'
import { partsOf, RecordLink } from '@/components/RecordLink'

type Waiver = Schemas['WaiverView']

/** Whether a waiver still counts. */
export const inForce = (waiver: Waiver, now: Date): boolean => new Date(waiver.until) > now

function columns(now: Date): Column<Waiver>[] {
  return [
    {
      id: 'record',
      title: 'Record',
      key: (row) => row.record,
      render: (row) => <RecordLink record={row.record} />,
      width: 210,
    },
    {
      id: 'of',
      title: 'Set aside',
      key: (row) => row.rule ?? row.gate,
      render: (row) => (row.rule ? named(row.rule) : `all of ${named(row.gate)}`),
      width: 220,
      wideOnly: true,
    },
    { id: 'why', title: 'Why', key: (row) => row.why, render: (row) => row.why },
    {
      id: 'by',
      title: 'Signed by',
      key: (row) => row.by,
      render: (row) => <PersonName id={row.by} />,
      width: 180,
      wideOnly: true,
    },
    {
      id: 'until',
      title: 'Until',
      key: (row) => row.until,
      render: (row) =>
        inForce(row, now) ? (
          <Badge color="yellow">
            until <Moment at={row.until} now={now} />
          </Badge>
        ) : (
          <Badge color="gray">
            over since <Moment at={row.until} dayOnly />
          </Badge>
        ),
      width: 190,
    },
  ]
}

interface Props {
  waivers: readonly Waiver[]
  now: Date
  tools: ReactNode
  onOpen: (id: string) => void
}

/** Waivers, exceptions to gates: to which record, why, who signed, until when; also those that are over. */
export function Waivers({ waivers, now, tools, onOpen }: Props) {
  const shown = useMemo(() => columns(now), [now])
  return (
    <List
      id="waivers"
      label="Waivers"
      rows={waivers}
      columns={shown}
      rowId={(row) => row.id}
      first={{ by: 'until', down: true }}
      tools={tools}
      onOpen={(row) => onOpen(partsOf(row.record).id)}
      empty={
        <Empty title="No gate was waived">
          Whoever may waive a gate finds “Waive the gate” where a record is not let through.
        </Empty>
      }
    />
  )
}
