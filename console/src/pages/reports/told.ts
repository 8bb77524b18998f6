import { count, percent } from '@/time/units'
import { series } from './picture/lines'
import type { Week } from './weeks'

/** What a week says: its shares, those of the same week of another period, and how many are open. */
export function told(week: Week, before: readonly Week[]): string[] {
  const other = before.find(({ number }) => number === week.number)
  const shares = series.map(({ name, shareOf }) => {
    const then = other ? `, in ${other.name} ${shown(shareOf(other))}` : ''
    return `${name}: ${shown(shareOf(week))}${then}`
  })
  return week.open > 0 ? [...shares, `${count(week.open)} of ${count(week.offered)} still open`] : shares
}

const shown = (share: number | null): string => (share === null ? 'none' : percent(share))
