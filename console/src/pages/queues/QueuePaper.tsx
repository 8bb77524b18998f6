import { Badge, Group, Paper, Text } from '@mantine/core'
import { useState } from 'react'
import type { Handoff } from '@/api/handoffs'
import type { Queue } from '@/api/queues'
import { named } from '@/components/named'
import { count } from '@/time/units'
import { Members } from './Members'
import css from './Queues.module.css'
import { Waiting } from './Waiting'

interface Props {
  queue: Queue
  waiting: readonly Handoff[]
  now: Date
  onGive: (handoff: Handoff) => void
  onDrop: (handoff: Handoff, to: string) => void
}

const picks: Readonly<Record<string, string>> = {
  fair: 'goes to whoever has had the least',
  weighted: 'goes by weight to whoever has had the least for theirs',
  least_loaded: 'goes to whoever carries the least',
  in_order: 'goes to the first in order who can take it',
  claim: 'waits until somebody claims it',
}

/** A queue: how it distributes, who serves it, and what waits in it. */
export function QueuePaper({ queue, waiting, now, onGive, onDrop }: Props) {
  const [dragged, setDragged] = useState<Handoff>()
  return (
    <Paper p="lg" component="section" aria-label={queue.id}>
      <Group justify="space-between" mb="md">
        <div>
          <Text fw={600}>{named(queue.id)}</Text>
          <Text size="sm" c="var(--quiet)">
            Served by {named(queue.team)}; the next {picks[queue.pick] ?? queue.pick}
            {queue.capacity ? `; ${queue.capacity} each at most` : ''}
          </Text>
        </div>
        <Badge color={queue.waiting.length > 0 ? 'yellow' : 'teal'}>{count(queue.waiting.length)} waiting</Badge>
      </Group>
      <div className={css.columns}>
        <Members queue={queue} onDrop={(to) => dragged && onDrop(dragged, to)} isDropping={dragged !== undefined} />
        <Waiting waiting={waiting} now={now} onGive={onGive} onDrag={setDragged} />
      </div>
    </Paper>
  )
}
