import { Button, Group, Text } from '@mantine/core'
import { nameOf } from '@/acts/useAct'
import type { Handoff } from '@/api/handoffs'
import { Clock } from '@/components/Clock'
import { nextOf } from '@/components/clocks'
import { PageLink } from '@/components/links'
import { useMay } from '@/session/me'
import css from './Queues.module.css'

interface Props {
  handoff: Handoff
  now: Date
  onGive: (handoff: Handoff) => void
  onDrag: (handoff: Handoff | undefined) => void
}

/** A handoff in a queue or with a member: to be dragged onto another, or given by keyboard. */
export function HandoffLine({ handoff, now, onGive, onDrag }: Props) {
  const mayAssign = useMay('give handoffs to somebody')
  const clock = nextOf(handoff.clocks)
  return (
    <li
      className={css.waiting}
      draggable={mayAssign}
      data-drags={mayAssign || undefined}
      onDragStart={() => onDrag(handoff)}
      onDragEnd={() => onDrag(undefined)}
    >
      <Group justify="space-between" gap={8} className={css.line}>
        <Text size="sm" truncate>
          <PageLink to="/handoffs/$id" params={{ id: handoff.id }} c="inherit">
            {nameOf(handoff)}
          </PageLink>{' '}
          <Text span size="xs" c="var(--quiet)">
            {handoff.title}
          </Text>
        </Text>
        <Group gap={8} wrap="nowrap" flex="none">
          {clock && <Clock clock={clock} now={now} of={handoff.owner} />}
          {mayAssign && (
            <Button
              size="compact-xs"
              variant="default"
              aria-label={`Give to… ${nameOf(handoff)}`}
              onClick={() => onGive(handoff)}
            >
              Give to…
            </Button>
          )}
        </Group>
      </Group>
    </li>
  )
}
