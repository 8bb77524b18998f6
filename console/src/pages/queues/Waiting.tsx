import { Button, Group, Stack, Text } from '@mantine/core'
import { nameOf } from '@/acts/useAct'
import type { Handoff } from '@/api/handoffs'
import { Clock } from '@/components/Clock'
import { nextOf } from '@/components/clocks'
import { PageLink } from '@/components/links'
import { useMay } from '@/session/me'
import css from './Queues.module.css'

interface Props {
  waiting: readonly Handoff[]
  now: Date
  onGive: (handoff: Handoff) => void
  onDrag: (handoff: Handoff | undefined) => void
}

/** What waits in a queue: to be dragged onto a member, or given to one by keyboard. */
export function Waiting({ waiting, now, onGive, onDrag }: Props) {
  const mayAssign = useMay('give handoffs to somebody')
  if (waiting.length === 0)
    return (
      <Text size="sm" c="var(--quiet)">
        Nothing waits: everybody who can take something is offered it at once.
      </Text>
    )
  return (
    <Stack gap={8} component="ul" m={0} p={0}>
      {waiting.map((handoff) => {
        const clock = nextOf(handoff.clocks)
        return (
          <li
            key={handoff.id}
            className={css.waiting}
            draggable={mayAssign}
            onDragStart={() => onDrag(handoff)}
            onDragEnd={() => onDrag(undefined)}
          >
            <Group justify="space-between" wrap="nowrap">
              <PageLink to="/handoffs/$id" params={{ id: handoff.id }} c="inherit">
                <Text size="sm" span>
                  {nameOf(handoff)}
                </Text>
              </PageLink>
              <Group gap={8} wrap="nowrap">
                {clock && <Clock clock={clock} now={now} />}
                {mayAssign && (
                  <Button size="compact-xs" variant="default" onClick={() => onGive(handoff)}>
                    Give to…
                  </Button>
                )}
              </Group>
            </Group>
          </li>
        )
      })}
    </Stack>
  )
}
