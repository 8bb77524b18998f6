import type { Handoff } from '@/api/handoffs'
import { useMay } from '@/session/me'
import { type ActKind, usual } from './act'

/** What the reader may do with all of these where they stand. */
export function useUsual(handoffs: readonly Handoff[]): ActKind[] {
  const [mayAct, mayAssign] = [useMay('act on handoffs and tasks'), useMay('give handoffs to somebody')]
  const [first] = handoffs
  if (!first || handoffs.some((handoff) => handoff.may_act === false)) return []
  return usual(first)
    .filter((kind) => handoffs.every((handoff) => usual(handoff).includes(kind)))
    .filter((kind) => (kind === 'reassign' ? mayAssign : mayAct))
}
