import { Badge, Group, Paper, Text, Title } from '@mantine/core'
import { useState } from 'react'
import type { Handoff } from '@/api/handoffs'
import type { Queue } from '@/api/queues'
import { named, titled } from '@/components/named'
import { count } from '@/time/units'
import { Members } from './Members'
import { Next } from './Next'
import css from './Queues.module.css'
import { picks } from './room'
import { Waiting } from './Waiting'

interface Props {
  queue: Queue
  waiting: readonly Handoff[]
  now: Date
  /** Asks to give a handoff, to a member where it was dropped on one. */
  onGive: (handoff: Handoff, to?: string) => void
  onPresence: (id: string) => void
}

/** A queue: how it distributes, who serves it, and what waits in it. */
export function QueuePaper({ queue, waiting, now, onGive, onPresence }: Props) {
  const [dragged, setDragged] = useState<Handoff>()
  const waits = queue.waiting.length
  return (
    <Paper p="lg" component="section" aria-label={named(queue.id)}>
      <Group justify="space-between" mb="sm" wrap="nowrap" align="start">
        <div>
          <Title order={2} fz="md">
            {titled(queue.id)}
          </Title>
          <Text size="sm" c="var(--quiet)">
            Served by {named(queue.team)}; {picks[queue.pick] ?? named(queue.pick)}
            {queue.capacity ? `; ${queue.capacity} each at most` : ''}
          </Text>
          <Next queue={queue} />
        </div>
        <Badge color={waits > 0 ? 'yellow' : 'gray'} flex="none">
          {waits > 0 ? `${count(waits)} waiting` : 'none waiting'}
        </Badge>
      </Group>
      <div className={css.columns}>
        <Members
          queue={queue}
          now={now}
          isDropping={dragged !== undefined}
          onDrop={(to) => dragged && onGive(dragged, to)}
          onGive={onGive}
          onDrag={setDragged}
          onPresence={onPresence}
        />
        <Waiting queue={queue} waiting={waiting} now={now} onGive={onGive} onDrag={setDragged} />
      </div>
    </Paper>
  )
}
