import type { Schemas } from '@/api/client'
import { amount } from '@/components/amount'
import { day } from '@/time/instant'
import css from './Matrix.module.css'

/** Pixels; the line keeps off the edges by as much as it is thick. */
const [WIDE, HIGH, EDGE] = [120, 26, 2]

/** The primary figure, week by week. */
export function Trend({ weeks, currency }: { weeks: readonly Schemas['WeekView'][]; currency: string }) {
  const known = weeks.filter((week) => week.value)
  if (known.length < 2) return null
  const words = known.map((week) => `${day(new Date(week.from))}: ${amount(week.value, currency)}`).join('; ')
  const line = lineOf(known.map((week) => week.value?.value ?? 0))
  return (
    <svg className={css.trend} width={WIDE} height={HIGH} role="img" aria-label={`Week by week: ${words}`}>
      <title>{`${known.length} weeks`}</title>
      <polygon points={`0,${HIGH} ${line} ${WIDE},${HIGH}`} />
      <polyline points={line} />
    </svg>
  )
}

/** The values from left to right, the largest on top. */
function lineOf(values: readonly number[]): string {
  const [least, most] = [Math.min(...values), Math.max(...values)]
  const y = (value: number) => HIGH - EDGE - ((value - least) / (most - least || 1)) * (HIGH - 2 * EDGE)
  const x = (place: number) => (place / (values.length - 1)) * WIDE
  return values.map((value, place) => `${x(place).toFixed(1)},${y(value).toFixed(1)}`).join(' ')
}
