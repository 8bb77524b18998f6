import { useEffect, useRef } from 'react'
import { isPaletteOpen } from './palette'

/** What keys do: `j`, `?`, or one after another, `g i`. */
export type Keys = Readonly<Record<string, () => void>>

/** How long the second key of two may take. */
const PATIENCE_MS = 1_200

/** Whether somebody is writing, so that letters are letters. */
function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
}

/** A dialogue has the keyboard for itself; the palette from the moment on at which it is asked for. */
const isCovered = (): boolean =>
  isPaletteOpen() || document.querySelector('[role="dialog"][aria-modal="true"]') !== null

/** Listens to keys while the component is there. */
export function useKeys(keys: Keys): void {
  const latest = useRef(keys)
  latest.current = keys
  useEffect(() => {
    let before = { key: '', at: 0 }
    const pressed = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey || event.defaultPrevented) return
      if (isWriting(event.target) || isCovered()) return
      const second =
        event.timeStamp - before.at < PATIENCE_MS ? latest.current[`${before.key} ${event.key}`] : undefined
      const act = second ?? latest.current[event.key]
      before = { key: event.key, at: event.timeStamp }
      if (!act) return
      event.preventDefault()
      act()
    }
    addEventListener('keydown', pressed)
    return () => removeEventListener('keydown', pressed)
  }, [])
}
