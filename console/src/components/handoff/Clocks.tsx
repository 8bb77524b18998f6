import { Group, Stack, Text } from '@mantine/core'
import type { Schemas } from '@/api/client'
import { Clock } from '../Clock'
import { titled } from '../named'
import { Segments } from '../Segments'

interface Props {
  clocks: readonly Schemas['ClockView'][]
  now: Date
  /** Who has the handoff. */
  of: string | null | undefined
}

/** The clocks of a handoff: each with how it stands, and where its time went. */
export function Clocks({ clocks, now, of }: Props) {
  if (clocks.length === 0)
    return (
      <Text size="sm" c="var(--quiet)">
        No clock has started.
      </Text>
    )
  return (
    <Stack gap={14}>
      {clocks.map((clock) => (
        <div key={clock.milestone}>
          <Group justify="space-between" mb={6} gap={8}>
            <Text size="sm" fw={500}>
              {titled(clock.milestone)}
            </Text>
            <Clock clock={clock} now={now} of={of} />
          </Group>
          <Segments segments={clock.segments} />
        </div>
      ))}
    </Stack>
  )
}
