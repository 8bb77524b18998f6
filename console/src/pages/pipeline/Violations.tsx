import type { ReactNode } from 'react'
import type { Violation } from '@/api/gates'
import { Empty } from '@/components/Empty'
import type { Column } from '@/components/list/columns'
import { List } from '@/components/list/List'
import { Moment } from '@/components/Moment'
import { named } from '@/components/named'
import { partsOf, RecordLink } from '@/components/RecordLink'

const columns: Column<Violation>[] = [
  {
    id: 'record',
    title: 'Record',
    key: (row) => `${row.record_title ?? ''} ${row.record}`,
    render: (row) => <RecordLink record={row.record} title={row.record_title} />,
  },
  {
    id: 'into',
    title: 'Went',
    key: (row) => row.into,
    render: (row) => `${named(row.from ?? 'nothing')} → ${named(row.into)}`,
    width: 220,
  },
  {
    id: 'rules',
    title: 'Without',
    key: (row) => row.rules.join(' '),
    render: (row) => row.rules.map(named).join(', '),
    wideOnly: true,
  },
  {
    id: 'found',
    title: 'Found',
    key: (row) => row.opened_at,
    render: (row) => <Moment at={row.opened_at} dayOnly />,
    width: 130,
    wideOnly: true,
  },
]

interface Props {
  violations: readonly Violation[]
  tools: ReactNode
  /** Opens the record, asked about the stage that it went into. */
  onOpen: (id: string, into: string) => void
}

/** What went around a gate and is open: it closes when what is missing comes, or the gate is waived. */
export function Violations({ violations, tools, onOpen }: Props) {
  return (
    <List
      id="violations"
      label="Violations"
      rows={violations}
      columns={columns}
      rowId={(row) => row.id}
      first={{ by: 'found', down: true }}
      tools={tools}
      onOpen={(row) => onOpen(partsOf(row.record).id, row.into)}
      empty={
        <Empty title="Nothing went around a gate">
          A violation opens where the CRM moves a record into a stage that its gate had closed.
        </Empty>
      }
    />
  )
}
