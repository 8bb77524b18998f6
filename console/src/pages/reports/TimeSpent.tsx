import { Stack, Text } from '@mantine/core'
import type { Schemas } from '@/api/client'
import { titled } from '@/components/named'
import { Segments } from '@/components/Segments'
import { ChartPaper } from './ChartPaper'
import { NoClock } from './NoClock'

/** Where the wall time of all clocks went, by what it was spent on. */
export function TimeSpent({ milestones }: { milestones: readonly Schemas['MilestoneView'][] }) {
  return (
    <ChartPaper title="Where the time went">
      {milestones.length === 0 && <NoClock />}
      <Stack gap="md">
        {milestones.map((milestone) => (
          <div key={milestone.milestone}>
            <Text size="sm" fw={500} mb={4}>
              {titled(milestone.milestone)}
            </Text>
            <Segments segments={milestone.segments} />
          </div>
        ))}
      </Stack>
    </ChartPaper>
  )
}
