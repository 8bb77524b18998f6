import { Skeleton, Stack, Text } from '@mantine/core'
import type { Handoff } from '@/api/handoffs'
import type { Queue } from '@/api/queues'
import { HandoffLine } from './HandoffLine'

interface Props {
  queue: Queue
  waiting: readonly Handoff[]
  now: Date
  onGive: (handoff: Handoff) => void
  onDrag: (handoff: Handoff | undefined) => void
}

/** How many are drawn; the one that waits the longest is in front, and the list of handoffs has the others. */
const SHOWN = 12

/** What waits in a queue without an owner. */
export function Waiting({ queue, waiting, ...line }: Props) {
  if (queue.waiting.length === 0)
    return (
      <Text size="sm" c="var(--quiet)">
        {queue.pick === 'claim'
          ? 'Nothing waits to be claimed.'
          : 'Nothing waits: what comes is offered to somebody at once.'}
      </Text>
    )
  if (waiting.length === 0) return <Skeleton height={44 * Math.min(queue.waiting.length, SHOWN)} aria-busy="true" />
  return (
    <Stack gap={8} component="ul" m={0} p={0}>
      {waiting.slice(0, SHOWN).map((handoff) => (
        <HandoffLine key={handoff.id} handoff={handoff} {...line} />
      ))}
      {waiting.length > SHOWN && (
        <Text component="li" size="xs" c="var(--quiet)" style={{ listStyle: 'none' }}>
          and {waiting.length - SHOWN} more that wait
        </Text>
      )}
    </Stack>
  )
}
