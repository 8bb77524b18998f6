import { Table } from '@mantine/core'
import type { Schemas } from '@/api/client'
import type { About } from './about'
import { ChartPaper } from './ChartPaper'
import { Milestone } from './Milestone'
import { NoClock } from './NoClock'

type MilestoneView = Schemas['MilestoneView']

interface Props {
  milestones: readonly MilestoneView[]
  before: readonly MilestoneView[] | undefined
  about: About
}

/** How fast: the distribution of each milestone, in working time where a calendar counts, and who has not got there yet. */
export function Speed({ milestones, before, about }: Props) {
  return (
    <ChartPaper title="How fast, of those that got there">
      {milestones.length === 0 ? (
        <NoClock />
      ) : (
        <Table.ScrollContainer type="native" minWidth={520} tabIndex={0}>
          <Table verticalSpacing={6} horizontalSpacing="xs" aria-label="How fast">
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
                <Milestone
                  key={milestone.milestone}
                  now={milestone}
                  before={before?.find((other) => other.milestone === milestone.milestone)}
                  about={about}
                />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </ChartPaper>
  )
}
