import { Text } from '@mantine/core'
import type { Queue } from '@/api/queues'
import { Sentence } from '@/components/Sentence'

/** Whose turn it is, and why; or why nobody can take a handoff. It is nobody's turn where members pull. */
export function Next({ queue }: { queue: Queue }) {
  const { member, says } = queue.next
  if (queue.pick === 'claim') return null
  return (
    <Text size="sm" mt={2}>
      <Text span inherit fw={600}>
        {member ? 'Whose turn' : 'Nobody can take one now'}
      </Text>
      {': '}
      <Sentence text={says} />
    </Text>
  )
}
