import type { PointReport } from '@/api/reports'
import type { Period } from '@/components/period/periods'
import { day } from '@/time/instant'

/** What a report is about: a handoff point, the days, and those that it is compared with. */
export interface About {
  point: string
  title: string
  period: Period
  compared: Period | undefined
}

/** What `report` is about, as it says itself: while another is on its way, that is not what was asked last. */
export const aboutOf = (report: PointReport, before: PointReport | undefined): About => ({
  point: report.point,
  title: report.title,
  period: periodOf(report),
  compared: before && periodOf(before),
})

const periodOf = ({ period: { from, to } }: PointReport): Period => ({ from: from ?? undefined, to: to ?? undefined })

/** `2 Mar 2026 – 30 May 2026`; in words where an end is open. */
export function inDays({ from, to }: Period): string {
  if (!from) return to ? `up to ${dayOf(to)}` : 'from the beginning'
  return to ? `${dayOf(from)} – ${dayOf(to)}` : `from ${dayOf(from)}`
}

// At noon, a day is the same one in every zone.
const dayOf = (text: string): string => day(new Date(`${text}T12:00:00Z`), 'UTC')

/** What no system has in the name of a file. */
const REFUSED = /[\\/:*?"<>|]+/g

/** The name of a file with `what` in it, without an ending: `Week by week, mql_to_sdr, 2026-09-01 to 2026-11-29`. */
export function fileName(what: string, { point, period: { from, to } }: About): string {
  const days = from ? (to ? `${from} to ${to}` : `from ${from}`) : to ? `up to ${to}` : 'all of it'
  return [what, point, days].join(', ').replace(REFUSED, ' ')
}
