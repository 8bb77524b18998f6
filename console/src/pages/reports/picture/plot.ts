import type { Week } from '../weeks'

/** Where weeks and shares lie on a chart of lines: pixels from its top left. */
export interface Plot {
  /** How many weeks there is room for. */
  weeks: number
  /** How wide a week is. */
  step: number
  left: number
  top: number
  right: number
  bottom: number
  x: (week: number) => number
  y: (share: number) => number
}

const LEFT = 40
const TOP = 30
const HEIGHT = 170

/** A plot for the weeks of two periods, one above the other. */
export function plotOf(now: readonly Week[], before: readonly Week[], width: number): Plot {
  const weeks = 1 + Math.max(0, ...[...now, ...before].map(({ number }) => number))
  const step = (width - LEFT) / weeks
  return {
    weeks,
    step,
    left: LEFT,
    top: TOP,
    right: width,
    bottom: TOP + HEIGHT,
    x: (week) => LEFT + (week + 0.5) * step,
    y: (share) => TOP + HEIGHT * (1 - share),
  }
}

type ShareOf = (week: Week) => number | null

/** Lines between weeks that follow each other, as paths: dashed up to a week that is open and from it on. */
export function pathsOf(weeks: readonly Week[], shareOf: ShareOf, { x, y }: Plot): { whole: string; dashed: string } {
  const paths = { whole: '', dashed: '' }
  for (const [place, week] of weeks.entries()) {
    const next = weeks[place + 1]
    const [from, to] = [shareOf(week), next ? shareOf(next) : null]
    if (next?.number !== week.number + 1 || from === null || to === null) continue
    const kind = week.isOpen || next.isOpen ? 'dashed' : 'whole'
    paths[kind] += `M${pair(x(week.number), y(from))}L${pair(x(next.number), y(to))}`
  }
  return paths
}

const pair = (x: number, y: number): string => `${x.toFixed(1)} ${y.toFixed(1)}`
