/** Spans of time in words: `45 s`, `12 min`, `3 h 20 min`, `5 d 4 h`. */

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** The span of `ms` milliseconds, to two units. */
export function span(ms: number): string {
  const of = Math.abs(ms)
  if (of < MINUTE) return `${Math.round(of / SECOND)} s`
  if (of < HOUR) return `${Math.floor(of / MINUTE)} min`
  if (of < DAY) return two(Math.floor(of / HOUR), 'h', Math.floor((of % HOUR) / MINUTE), 'min')
  return two(Math.floor(of / DAY), 'd', Math.floor((of % DAY) / HOUR), 'h')
}

/** The span to one unit, for where it is looked over and not counted: `45 min`, `3 h`, `12 d`. */
export const rough = (ms: number): string => span(ms).split(' ').slice(0, 2).join(' ')

/** The span of `us` microseconds, in which the API counts. */
export const spanOf = (us: number): string => span(us / 1_000)

function two(many: number, unit: string, few: number, smaller: string): string {
  return few === 0 ? `${many} ${unit}` : `${many} ${unit} ${few} ${smaller}`
}
