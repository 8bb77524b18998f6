import { Badge, Table, Text } from '@mantine/core'
import type { Schemas } from '@/api/client'
import { PageLink } from '@/components/links'
import { named } from '@/components/named'
import type { Period } from '@/components/period/periods'
import { State } from '@/components/State'
import { count, percent } from '@/time/units'
import { ChartPaper } from './ChartPaper'

interface Props {
  dispositions: readonly Schemas['DispositionView'][]
  /** The share whose reason the policy does not list. */
  without: number | null | undefined
  point: string
  period: Period
}

/** How handoffs ended that did not complete, why, and what followed. */
export function Dispositions({ dispositions, without, point, period }: Props) {
  return (
    <ChartPaper title="Why not">
      {dispositions.length === 0 && (
        <Text size="sm" c="var(--quiet)">
          None was returned, rejected or recycled.
        </Text>
      )}
      <Table verticalSpacing={5} horizontalSpacing="xs">
        <Table.Tbody>
          {dispositions.map((row) => (
            <Table.Tr key={`${row.outcome} ${row.reason}`}>
              <Table.Td w={92}>
                <State state={row.outcome} />
              </Table.Td>
              <Table.Td>
                <PageLink
                  to="/handoffs"
                  search={{ point, reason: row.reason, offered_from: period.from, offered_to: period.to }}
                  c="inherit"
                >
                  {named(row.reason)}
                </PageLink>{' '}
                {!row.standard && (
                  <Badge size="xs" color="orange">
                    not in the policy
                  </Badge>
                )}
              </Table.Td>
              <Table.Td c="var(--quiet)">then {row.next}</Table.Td>
              <Table.Td ta="right" fw={600}>
                {count(row.count)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {without != null && (
        <Text size="xs" c="var(--quiet)" mt="xs">
          Without a standard reason: {percent(without)}
        </Text>
      )}
    </ChartPaper>
  )
}
