import { useEffect, useSyncExternalStore } from 'react'
import type { Handoff } from '@/api/handoffs'
import type { ActKind } from './act'

/** What the reader has before them, and how one acts on it: the page says, whoever stands outside of it asks. */
interface AtHand {
  handoffs: readonly Handoff[]
  begin: (kind: ActKind, handoffs: readonly Handoff[]) => void
}

let atHand: AtHand | undefined
const listening = new Set<() => void>()

function put(now: AtHand | undefined) {
  atHand = now
  for (const listen of listening) listen()
}

const listen = (told: () => void) => {
  listening.add(told)
  return () => void listening.delete(told)
}

/** The handoffs at hand; nothing on a page that has none. */
export const useAtHand = (): AtHand | undefined => useSyncExternalStore(listen, () => atHand)

/** Says that these are at hand while the page shows them. */
export function usePutAtHand(handoffs: readonly Handoff[], begin: AtHand['begin']): void {
  const which = handoffs.map((handoff) => `${handoff.id} ${handoff.state}`).join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: told when others are at hand, not whenever the page is drawn
  useEffect(() => {
    put(handoffs.length > 0 ? { handoffs, begin } : undefined)
    return () => put(undefined)
  }, [which])
}
