import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMe } from '@/session/me'
import { isoDay } from '@/time/instant'
import { ALL, inAddress, type Period, usual } from './periods'

interface Chosen {
  period: Period
  today: string
  choose: (period: Period) => void
}

/** The period of a page, in its address; the last 90 days where nothing was chosen. */
export function usePeriod(): Chosen {
  const { workspace } = useMe()
  const search = useSearch({ strict: false }) as Period
  const navigate = useNavigate()
  const today = isoDay(new Date(), workspace.zone)
  const said = search.from !== undefined || search.to !== undefined
  const period = said ? { from: search.from === ALL ? undefined : search.from, to: search.to } : usual(today)
  const choose = (next: Period) =>
    void navigate({
      to: '.',
      search: ((before: Record<string, unknown>) => ({ ...before, ...inAddress(next) })) as never,
      replace: true,
    })
  return { period, today, choose }
}
