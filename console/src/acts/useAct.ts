import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Handoff } from '@/api/handoffs'
import { problemOf } from '@/api/problem'
import { type Act, carryOut, words } from './act'

interface Acting {
  busy: boolean
  /** Carries the act out on each; says of each that failed why, and gives those that did not. */
  act: (handoffs: readonly Handoff[], act: Act) => Promise<Handoff[]>
}

/** Carries out acts on one handoff or several, and says what came of it. */
export function useAct(): Acting {
  const client = useQueryClient()
  const [busy, setBusy] = useState(false)
  const act = async (handoffs: readonly Handoff[], what: Act) => {
    setBusy(true)
    const done: Handoff[] = []
    // One after another: the service carries them out in this order anyway, and a refusal names its handoff.
    for (const handoff of handoffs) {
      try {
        done.push(await carryOut(handoff.id, what))
      } catch (thrown) {
        const title = `${nameOf(handoff)} was not ${words[what.kind].done}`
        notifications.show({ color: 'red', title, message: problemOf(thrown).message, autoClose: 12_000 })
      }
    }
    setBusy(false)
    if (done.length > 0) notifications.show({ color: 'teal', message: summary(done, what) })
    for (const subject of ['handoffs', 'story', 'queues', 'tasks'])
      void client.invalidateQueries({ queryKey: [subject] })
    return done
  }
  return { busy, act }
}

/** A handoff's record by its name on screen. */
export const nameOf = (handoff: Handoff): string => handoff.record_title ?? handoff.record

function summary(done: readonly Handoff[], act: Act): string {
  const [first] = done
  const who = done.length === 1 && first ? nameOf(first) : `${done.length} handoffs`
  return `${who} ${words[act.kind].done}.`
}
