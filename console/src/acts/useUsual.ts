import type { Handoff } from '@/api/handoffs'
import { useMay, useMe } from '@/session/me'
import { type ActKind, usualForAll } from './act'

/** What the reader may do with all of these where they stand. */
export function useUsual(handoffs: readonly Handoff[]): ActKind[] {
  const [mayAct, mayAssign] = [useMay('act on handoffs and tasks'), useMay('give handoffs to somebody')]
  const isPerson = useMe().person != null
  if (handoffs.some((handoff) => handoff.may_act === false)) return []
  return (
    usualForAll(handoffs)
      .filter((kind) => (kind === 'reassign' ? mayAssign : mayAct))
      // What waits in a queue is taken by somebody, whom the service has to know.
      .filter((kind) => isPerson || !isTaken(kind) || handoffs.every((handoff) => handoff.owner))
  )
}

const isTaken = (kind: ActKind): boolean => kind === 'accept' || kind === 'claim'
