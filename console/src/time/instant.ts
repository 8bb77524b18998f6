/** Instants in words, in a zone. */

/** The zone that the browser is set to. */
export const browsersZone = Intl.DateTimeFormat().resolvedOptions().timeZone

let chosen = browsersZone

/** The zone in which the reader reads times. */
export const readersZone = (): string => chosen

/** Has all times read in `zone`; in the browser's where none is chosen, or the browser is older than the zone. */
export function readIn(zone: string | null | undefined): void {
  chosen = zone && isKnown(zone) ? zone : browsersZone
}

function isKnown(zone: string): boolean {
  try {
    return format(zone, DAY) !== undefined
  } catch {
    return false
  }
}

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
const NUMBERS = { year: 'numeric', month: '2-digit', day: '2-digit', ...CLOCK, second: '2-digit' } as const

/** An instant as the API writes it. */
const INSTANT = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z/g

/** `text` with the instants in it as the reader's clock shows them. */
export const withInstants = (text: string): string => text.replace(INSTANT, (at) => dayAndClock(new Date(at)))

/** `12 Mar 2026`. */
export const day = (at: Date, zone = readersZone()): string => format(zone, DAY).format(at)

/** `12 Mar 2026, 08:30`. */
export const dayAndClock = (at: Date, zone = readersZone()): string => format(zone, { ...DAY, ...CLOCK }).format(at)

/** `Mon 08:30` within a week of `now`, `12 Mar 2026, 08:30` farther away. */
export function soonOrLater(at: Date, now: Date, zone = readersZone()): string {
  const isNear = Math.abs(at.getTime() - now.getTime()) < 6.5 * 86_400_000
  return isNear
    ? format(zone, { weekday: 'short', ...CLOCK })
        .format(at)
        .replace(',', '')
    : dayAndClock(at, zone)
}

/** The calendar day of `at` as the API writes days: `2026-03-12`. */
export function isoDay(at: Date, zone = readersZone()): string {
  return format(zone, { year: 'numeric', month: '2-digit', day: '2-digit' })
    .formatToParts(at)
    .filter((part) => part.type !== 'literal')
    .reverse()
    .map((part) => part.value)
    .join('-')
}

/** The instant at which clocks in `zone` show `text`, as a browser asks for it: `2026-03-12T08:30`, or a day, which begins then. */
export function instantOf(text: string, zone = readersZone()): Date {
  const shown = Date.parse(`${text.length > '2026-03-12'.length ? text : `${text}T00:00`}Z`)
  // What clocks are ahead by is asked twice, as they may have been changed in between.
  const near = shown - ahead(shown, zone)
  return new Date(shown - ahead(near, zone))
}

/** By how many milliseconds clocks in `zone` are ahead of UTC at `at`. */
function ahead(at: number, zone: string): number {
  const parts = format(zone, { ...NUMBERS, hourCycle: 'h23' }).formatToParts(new Date(at))
  const of = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value)
  const shown = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'))
  return shown - Math.floor(at / 1_000) * 1_000
}
