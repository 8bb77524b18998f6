import { useSyncExternalStore } from 'react'

/** One timer for all that counts down, so that the screen moves as one. */
const listeners = new Set<() => void>()
let now = new Date()
let timer: ReturnType<typeof setInterval> | undefined

function listen(changed: () => void): () => void {
  listeners.add(changed)
  timer ??= setInterval(() => {
    now = new Date()
    for (const tell of listeners) tell()
  }, 1_000)
  return () => {
    listeners.delete(changed)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/** The time, anew each second. Pages ask; components are told. */
export const useNow = (): Date => useSyncExternalStore(listen, () => now)
