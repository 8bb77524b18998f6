import type { Schemas } from '@/api/client'

type FigureView = Schemas['FigureView']

/** Figures of which less is better: times, and what goes wrong. */
const lessIsBetter = /^(speed_to_lead|time_to_|return_rate|rejection_rate|slip_rate|stage_inflation|late_renewal_rate)/

/** Which way is for the better; neither where it is left out. */
type Better = 'less' | 'more'

/** A number, where there is one. */
type Perhaps = number | null | undefined

/** How a figure moved against another period. */
export interface Move {
  /** Relative for times, counts and amounts; in points, parts of 1, for shares. */
  by: number
  unit: 'relative' | 'points'
  isGood: boolean | undefined
}

/** How `now` moved against `before`; `undefined` where one of them has no value, or the other has another unit. */
export function moved(now: FigureView, before: FigureView | undefined): Move | undefined {
  const [one, other] = [now.value, before?.value]
  if (!one || !other || one.unit !== other.unit) return undefined
  const better = lessIsBetter.test(now.kpi) ? 'less' : 'more'
  return (one.unit === 'share' ? shareMoved : sizeMoved)(one.value, other.value, better)
}

/** How a share moved, in points; `undefined` where there is none then or now. */
export function shareMoved(now: Perhaps, before: Perhaps, better?: Better): Move | undefined {
  if (now == null || before == null) return undefined
  return { by: now - before, unit: 'points', isGood: isGood(now - before, better) }
}

/** How a time, a count or an amount moved, by parts of what it was; `undefined` where it was nothing. */
export function sizeMoved(now: Perhaps, before: Perhaps, better?: Better): Move | undefined {
  if (now == null || !before) return undefined
  const by = (now - before) / before
  return { by, unit: 'relative', isGood: isGood(by, better) }
}

/** Half a point, or of a hundred, is neither better nor worse. */
const SLIGHT = 0.005

const isGood = (by: number, better: Better | undefined): boolean | undefined =>
  Math.abs(by) < SLIGHT || !better ? undefined : by < 0 === (better === 'less')

/** What rounds to nothing is no change, for better or worse. */
const stays = (by: number): boolean => Math.abs(by) < 0.0005

/** `+3.2 points` or `−12 %`; `as before` where it is the same. */
export function inWords({ by, unit }: Move): string {
  if (stays(by)) return 'as before'
  const sign = by > 0 ? '+' : '−'
  const size = Math.abs(by) * 100
  return `${sign}${size.toFixed(size < 10 ? 1 : 0)} ${unit === 'points' ? 'points' : '%'}`
}
