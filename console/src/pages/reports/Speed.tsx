import { Table, Text } from '@mantine/core'
import type { Schemas } from '@/api/client'
import { titled } from '@/components/named'
import { spanOf } from '@/time/span'
import { count, percent } from '@/time/units'
import { ChartPaper } from './ChartPaper'
import { Histogram } from './Histogram'
import { NoClock } from './NoClock'

type MilestoneView = Schemas['MilestoneView']

/** How fast: the distribution of each milestone, in working time where a calendar counts, and who has not got there yet. */
export function Speed({ milestones }: { milestones: readonly MilestoneView[] }) {
  return (
    <ChartPaper title="How fast, of those that got there">
      {milestones.length === 0 ? (
        <NoClock />
      ) : (
        <Table.ScrollContainer type="native" minWidth={520} tabIndex={0}>
          <Table verticalSpacing={6} horizontalSpacing="xs">
            <Table.Thead style={{ whiteSpace: 'nowrap' }}>
              <Table.Tr>
                <Table.Th>Milestone</Table.Th>
                <Table.Th ta="right">Half within</Table.Th>
                <Table.Th ta="right">90% within</Table.Th>
                <Table.Th ta="right">Kept</Table.Th>
                <Table.Th ta="right">Not yet</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {milestones.map((milestone) => (
                <Row key={milestone.milestone} milestone={milestone} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </ChartPaper>
  )
}

function Row({ milestone }: { milestone: MilestoneView }) {
  const { times } = milestone
  const spread = times.working ?? times.wall
  return (
    <Table.Tr>
      <Table.Td>
        <Text size="sm" fw={500}>
          {titled(milestone.milestone)}
        </Text>
        <Text size="xs" c="var(--quiet)">
          {milestone.target ? `within ${milestone.target}` : 'only measured'},{' '}
          {times.working ? 'working time' : 'wall time'}
        </Text>
        <Histogram buckets={milestone.histogram} />
      </Table.Td>
      {[spread.p50, spread.p90].map((of, place) => (
        <Table.Td key={['p50', 'p90'][place]} ta="right" style={{ whiteSpace: 'nowrap' }}>
          {of == null ? '–' : spanOf(of)}
        </Table.Td>
      ))}
      <Table.Td ta="right">{milestone.attainment == null ? '–' : percent(milestone.attainment)}</Table.Td>
      <Table.Td ta="right">{count(times.not_yet)}</Table.Td>
    </Table.Tr>
  )
}
