import type { Schemas } from '@/api/client'

type FigureView = Schemas['FigureView']

/** Figures of which less is better: times, and what goes wrong. */
const lessIsBetter = /^(speed_to_lead|time_to_|return_rate|rejection_rate|slip_rate|stage_inflation|late_renewal_rate)/

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
  const isShare = one.unit === 'share'
  if (!isShare && other.value === 0) return undefined
  const by = isShare ? one.value - other.value : (one.value - other.value) / other.value
  return {
    by,
    unit: isShare ? 'points' : 'relative',
    isGood: stays(by) ? undefined : by < 0 === lessIsBetter.test(now.kpi),
  }
}

/** What rounds to nothing is no change, for better or worse. */
const stays = (by: number): boolean => Math.abs(by) < 0.0005

/** `+3.2 points` or `−12 %`; `as before` where it is the same. */
export function inWords({ by, unit }: Move): string {
  if (stays(by)) return 'as before'
  const sign = by > 0 ? '+' : '−'
  const size = Math.abs(by) * 100
  return `${sign}${size.toFixed(size < 10 ? 1 : 0)} ${unit === 'points' ? 'points' : '%'}`
}
