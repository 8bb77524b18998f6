import { Badge, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Schemas } from '@/api/client'
import { failuresQuery } from '@/api/reports'
import { Empty } from '@/components/Empty'
import { Loaded } from '@/components/Loaded'
import type { Column } from '@/components/list/columns'
import { List } from '@/components/list/List'
import { ownerColumn } from '@/components/list/ownerColumn'
import { Moment } from '@/components/Moment'
import { partsOf, RecordLink } from '@/components/RecordLink'

type Finding = Schemas['FindingView'] & { title: string }

const columns: Column<Finding>[] = [
  {
    id: 'record',
    title: 'Customer',
    key: (row) => row.record,
    render: (row) => <RecordLink record={row.record} />,
    width: 180,
  },
  {
    id: 'risk',
    title: 'Risk',
    key: (row) => row.title,
    render: (row) => <Badge color="orange">{row.title}</Badge>,
    width: 170,
  },
  {
    id: 'says',
    title: 'What shows it',
    key: (row) => row.says,
    render: (row) => (
      <Text size="sm" span title={row.seen.map((seen) => `${seen.name} = ${seen.value ?? 'nothing'}`).join('\n')}>
        {row.says}
      </Text>
    ),
    wideOnly: true,
  },
  ownerColumn(),
  {
    id: 'since',
    title: 'Since',
    key: (row) => row.since,
    render: (row) => row.since && <Moment at={row.since} dayOnly />,
    width: 120,
  },
]

/** Customers at risk, with the signals that show it: what the failure modes of the renewal find. */
export function Health({ point, tools }: { point: Schemas['AgreedPointView']; tools: ReactNode }) {
  const navigate = useNavigate()
  const failures = useQuery(failuresQuery(point.id, undefined, {}))
  return (
    <Loaded query={failures} height={480}>
      {({ modes }) => (
        <List
          id="health"
          label="Customers at risk"
          rows={modes.flatMap((mode) => mode.findings.map((finding) => ({ ...finding, title: mode.title })))}
          columns={columns}
          rowId={(row) => `${row.title} ${row.record} ${row.handoff}`}
          first={{ by: 'since', down: false }}
          tools={tools}
          onOpen={(row) => void navigate({ to: '/records/$kind/$id', params: partsOf(row.record) })}
          empty={
            <Empty title="No risk was found">
              The policy watches health, renewals in time and risk that nobody tracks.
            </Empty>
          }
        />
      )}
    </Loaded>
  )
}
