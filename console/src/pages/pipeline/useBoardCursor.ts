import { useState } from 'react'
import { useKeys } from '@/shell/useKeys'

/** The card that the keyboard is on: which column, and how far down. */
export interface Place {
  column: number
  row: number
}

/** Where a step leads on a board with `heights` cards in its columns; empty columns are stepped over. */
export function step(at: Place, heights: readonly number[], across: number, down: number): Place {
  let column = at.column + across
  while (across !== 0 && heights[column] === 0) column += across
  if (heights[column] === undefined) return at
  return { column, row: Math.max(0, Math.min(at.row + down, (heights[column] ?? 0) - 1)) }
}

/** Walks a board: `j` and `k` within a column, `h`, `l` and the arrows across, `Enter` opens. */
export function useBoardCursor(heights: readonly number[], open: (at: Place) => void): Place {
  const [at, setAt] = useState<Place>({ column: 0, row: 0 })
  const go = (across: number, down: number) => () => setAt(step(at, heights, across, down))
  const here = () => open(at)
  useKeys({
    j: go(0, 1),
    k: go(0, -1),
    ArrowDown: go(0, 1),
    ArrowUp: go(0, -1),
    h: go(-1, 0),
    l: go(1, 0),
    ArrowLeft: go(-1, 0),
    ArrowRight: go(1, 0),
    Enter: here,
  })
  return at
}
