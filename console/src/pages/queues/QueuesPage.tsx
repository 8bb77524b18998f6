import { Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useAct } from '@/acts/useAct'
import { useActing } from '@/acts/useActing'
import { queuesQuery } from '@/api/queues'
import { Empty } from '@/components/Empty'
import { Loaded } from '@/components/Loaded'
import { Page } from '@/components/Page'
import { useNow } from '@/time/useNow'
import { useAllHandoffs } from '../inbox/useAll'
import { QueuePaper } from './QueuePaper'

/** Who carries what? */
export function QueuesPage() {
  const queues = useQuery(queuesQuery)
  const offered = useAllHandoffs({ state: 'offered' })
  const now = useNow()
  const { begin, dialog } = useActing()
  const { act } = useAct()
  return (
    <Page title="Queues" question="Who carries what?">
      <Loaded query={queues} height={640}>
        {(all) => (
          <Stack gap="lg">
            {all.length === 0 && (
              <Empty title="No queue">The policy has none: handoffs are routed to people directly.</Empty>
            )}
            {all.map((queue) => (
              <QueuePaper
                key={queue.id}
                queue={queue}
                now={now}
                waiting={offered.rows.filter((handoff) => queue.waiting.includes(handoff.id))}
                onGive={(handoff) => begin('reassign', [handoff])}
                onDrop={(handoff, to) => void act([handoff], { kind: 'reassign', said: { to } })}
              />
            ))}
          </Stack>
        )}
      </Loaded>
      {dialog}
    </Page>
  )
}
