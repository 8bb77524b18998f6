/** Instants in words, in a zone. */

/** The zone in which the reader lives. */
export const readersZone = Intl.DateTimeFormat().resolvedOptions().timeZone

const made = new Map<string, Intl.DateTimeFormat>()

function format(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = zone + JSON.stringify(options)
  const known = made.get(key)
  if (known) return known
  const fresh = new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...options })
  made.set(key, fresh)
  return fresh
}

const DAY = { day: 'numeric', month: 'short', year: 'numeric' } as const
const CLOCK = { hour: '2-digit', minute: '2-digit' } as const

/** `12 Mar 2026`. */
export const day = (at: Date, zone = readersZone): string => format(zone, DAY).format(at)

/** `12 Mar 2026, 08:30`. */
export const dayAndClock = (at: Date, zone = readersZone): string => format(zone, { ...DAY, ...CLOCK }).format(at)

/** `Mon 08:30` within a week of `now`, `12 Mar 2026, 08:30` farther away. */
export function soonOrLater(at: Date, now: Date, zone = readersZone): string {
  const isNear = Math.abs(at.getTime() - now.getTime()) < 6.5 * 86_400_000
  return isNear
    ? format(zone, { weekday: 'short', ...CLOCK })
        .format(at)
        .replace(',', '')
    : dayAndClock(at, zone)
}

/** The calendar day of `at` as the API writes days: `2026-03-12`. */
export function isoDay(at: Date, zone = readersZone): string {
  return format(zone, { year: 'numeric', month: '2-digit', day: '2-digit' })
    .formatToParts(at)
    .filter((part) => part.type !== 'literal')
    .reverse()
    .map((part) => part.value)
    .join('-')
}
