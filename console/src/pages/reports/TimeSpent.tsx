import { Stack, Text } from '@mantine/core'
import type { Schemas } from '@/api/client'
import { titled } from '@/components/named'
import { Segments } from '@/components/Segments'
import type { About } from './about'
import { ChartPaper } from './ChartPaper'
import { NoClock } from './NoClock'
import { stacks } from './picture/stacks'
import { partsOf } from './spent'

interface Props {
  milestones: readonly Schemas['MilestoneView'][]
  about: About
}

/** Where the wall time of all clocks went, by what it was spent on. */
export function TimeSpent({ milestones, about }: Props) {
  const all = milestones.map(({ milestone, segments }) => ({ title: titled(milestone), parts: partsOf(segments) }))
  return (
    <ChartPaper
      title="Where the time went"
      picture={milestones.length > 0 && { about, draw: (ink) => stacks(ink, all) }}
    >
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
