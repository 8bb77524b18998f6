import { useState } from 'react'
import { type Keys, useKeys } from '@/shell/useKeys'

interface Cursor {
  at: number
  move: (to: number) => void
}

/** The row that the keyboard is on: `j` and `k` move it, `Enter` opens it; `more` adds what a list can do beside. */
export function useCursor(rows: number, open: (at: number) => void, more: (at: number) => Keys = () => ({})): Cursor {
  const [wanted, setAt] = useState(0)
  const at = Math.max(0, Math.min(wanted, rows - 1))
  const move = (to: number) => setAt(Math.max(0, Math.min(to, rows - 1)))
  const here = () => open(at)
  const walk = { j: () => move(at + 1), k: () => move(at - 1), Enter: here }
  useKeys(rows === 0 ? {} : { ...walk, ...more(at) })
  return { at, move }
}
