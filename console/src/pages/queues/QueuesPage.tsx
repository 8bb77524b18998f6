import { Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useAct } from '@/acts/useAct'
import { queuesQuery } from '@/api/queues'
import { Empty } from '@/components/Empty'
import { Loaded } from '@/components/Loaded'
import { Page } from '@/components/Page'
import { useNow } from '@/time/useNow'
import { useAllHandoffs } from '../inbox/useAll'
import { AvailabilityDialog } from './AvailabilityDialog'
import { GiveDialog, type Giving } from './GiveDialog'
import { QueuePaper } from './QueuePaper'

/** Who carries what? */
export function QueuesPage() {
  const queues = useQuery(queuesQuery)
  const offered = useAllHandoffs({ waiting: true })
  const now = useNow()
  const [giving, setGiving] = useState<Giving>()
  const [person, setPerson] = useState<string>()
  const { busy, act } = useAct()
  const known = useMemo(() => new Map(offered.rows.map((handoff) => [handoff.id, handoff])), [offered.rows])
  const give = async ({ handoff }: Giving, to: string) => {
    const done = await act([handoff], { kind: 'reassign', said: { to } })
    if (done.length > 0) setGiving(undefined)
  }
  return (
    <Page title="Queues" question="Who carries what?">
      <Loaded query={queues} height={640}>
        {(all) => (
          <Stack gap="lg">
            {all.length === 0 && (
              <Empty title="No queue">The policy has none: handoffs are routed to people directly.</Empty>
            )}
            {waitingFirst(all).map((queue) => (
              <QueuePaper
                key={queue.id}
                queue={queue}
                now={now}
                waiting={queue.waiting.flatMap((id) => known.get(id) ?? [])}
                onGive={(handoff, to) => setGiving({ handoff, queue, to })}
                onPresence={setPerson}
              />
            ))}
          </Stack>
        )}
      </Loaded>
      <GiveDialog
        giving={giving}
        busy={busy}
        now={now}
        onGive={(what, to) => void give(what, to)}
        onClose={() => setGiving(undefined)}
      />
      <AvailabilityDialog id={person} onClose={() => setPerson(undefined)} />
    </Page>
  )
}

/** The queues in which something waits in front: that is what there is to do here. */
function waitingFirst<Q extends { waiting: readonly string[] }>(queues: readonly Q[]): Q[] {
  return [...queues].sort((one, other) => Number(other.waiting.length > 0) - Number(one.waiting.length > 0))
}
