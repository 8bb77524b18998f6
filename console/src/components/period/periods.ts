/** Periods in calendar days of the workspace's zone: both ends count. */

export interface Period {
  from?: string
  to?: string
}

export interface Preset {
  id: string
  title: string
  of: (today: string) => Period
}

const DAY_MS = 86_400_000

const parts = (day: string): [number, number, number] => day.split('-').map(Number) as [number, number, number]
const dayOf = (year: number, month: number, day: number): string =>
  new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10)

/** The day `days` after `day`. */
export const plus = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10)

/** What is offered to choose from. */
export const presets: readonly Preset[] = [
  { id: 'last30', title: 'Last 30 days', of: (today) => ({ from: plus(today, -29), to: today }) },
  { id: 'last90', title: 'Last 90 days', of: (today) => ({ from: plus(today, -89), to: today }) },
  { id: 'month', title: 'This month', of: (today) => ({ from: `${today.slice(0, 8)}01`, to: today }) },
  { id: 'last_month', title: 'Last month', of: lastMonth },
  { id: 'quarter', title: 'This quarter', of: thisQuarter },
  { id: 'year', title: 'Last 12 months', of: (today) => ({ from: plus(today, -364), to: today }) },
  { id: 'all', title: 'All of it', of: () => ({}) },
]

/** What stands for "from the beginning" in an address, where nothing stands for the usual period. */
export const ALL = 'all'

/** A period as it stands in an address. */
export const inAddress = ({ from, to }: Period): Period => ({ from: from ?? ALL, to })

/** What is shown where nothing was chosen. */
export const usual = (today: string): Period => ({ from: plus(today, -89), to: today })

function lastMonth(today: string): Period {
  const [year, month] = parts(today)
  return { from: dayOf(year, month - 1, 1), to: dayOf(year, month, 0) }
}

function thisQuarter(today: string): Period {
  const [year, month] = parts(today)
  return { from: dayOf(year, month - ((month - 1) % 3), 1), to: today }
}

/** The preset that a period is, if it is one. */
export const presetOf = (period: Period, today: string): Preset | undefined =>
  presets.find((preset) => {
    const of = preset.of(today)
    return of.from === period.from && of.to === period.to
  })

/** The period to compare with: as many days right before, or the same days a year ago. */
export function against(period: Period, how: 'before' | 'year'): Period | undefined {
  if (!period.from || !period.to) return undefined
  if (how === 'year') return { from: yearAgo(period.from), to: yearAgo(period.to) }
  const days = (Date.parse(period.to) - Date.parse(period.from)) / DAY_MS + 1
  return { from: plus(period.from, -days), to: plus(period.to, -days) }
}

function yearAgo(day: string): string {
  const [year, month, of] = parts(day)
  return dayOf(year - 1, month, of)
}
