import type { Handoff } from '@/api/handoffs'
import { useMay, useMe } from '@/session/me'
import { type ActKind, usual } from './act'

/** What the reader may do with all of these where they stand. */
export function useUsual(handoffs: readonly Handoff[]): ActKind[] {
  const [mayAct, mayAssign] = [useMay('act on handoffs and tasks'), useMay('give handoffs to somebody')]
  const isPerson = useMe().person != null
  const [first] = handoffs
  if (!first || handoffs.some((handoff) => handoff.may_act === false)) return []
  return (
    usual(first)
      .filter((kind) => handoffs.every((handoff) => usual(handoff).includes(kind)))
      .filter((kind) => (kind === 'reassign' ? mayAssign : mayAct))
      // What waits in a queue is taken by somebody, whom the service has to know.
      .filter((kind) => isPerson || !isTaken(kind) || handoffs.every((handoff) => handoff.owner))
  )
}

const isTaken = (kind: ActKind): boolean => kind === 'accept' || kind === 'claim'
