import { Group, Progress, Text, Tooltip } from '@mantine/core'
import type { Schemas } from '@/api/client'
import { spanOf } from '@/time/span'

type SegmentsView = Schemas['SegmentsView']

/** What time is spent on: its name, and its colour. */
export const parts = [
  ['system', 'routing', 'grape'],
  ['queue', 'waiting in queue', 'yellow'],
  ['working', "owner's working time", 'toll'],
  ['off_hours', 'off hours', 'gray.4'],
  ['paused', 'paused', 'gray.6'],
] as const

/** Where the time went: every microsecond of a clock, by what it was spent on. */
export function Segments({ segments }: { segments: SegmentsView }) {
  const all = parts.reduce((sum, [part]) => sum + segments[part], 0)
  const shown = parts.filter(([part]) => segments[part] > 0)
  const inWords = shown.map(([part, name]) => `${name} ${spanOf(segments[part])}`).join(', ')
  return (
    <div>
      <Progress.Root size={10} role="img" aria-label={inWords || 'no time yet'}>
        {shown.map(([part, name, color]) => (
          <Tooltip key={part} label={`${name}: ${spanOf(segments[part])}`}>
            <Progress.Section value={(100 * segments[part]) / all} color={color} withAria={false} />
          </Tooltip>
        ))}
      </Progress.Root>
      <Group gap="2px 16px" mt={4}>
        {shown.map(([part, name]) => (
          <Text key={part} size="xs" c="var(--quiet)">
            {name} {spanOf(segments[part])}
          </Text>
        ))}
      </Group>
    </div>
  )
}
