import type { Schemas } from '@/api/client'
import { spanOf } from '@/time/span'
import { percent } from '@/time/units'

type MilestoneView = Schemas['MilestoneView']
type SpreadView = Schemas['SpreadView']

/** Percentiles of a milestone, and of the other period where it was counted in the same time there. */
interface Spreads {
  time: 'working time' | 'wall time'
  now: SpreadView
  before: SpreadView | undefined
}

/** How long a milestone took, in working time where a calendar counts it, and how long it did. */
export function spreadsOf({ times }: MilestoneView, before: MilestoneView | undefined): Spreads {
  if (times.working) return { time: 'working time', now: times.working, before: before?.times.working ?? undefined }
  return { time: 'wall time', now: times.wall, before: before?.times.working ? undefined : before?.times.wall }
}

/** `Half within 12 min, 90% within 2 h, 87% kept`; without what there is none of. */
export function inWords(spread: SpreadView, attainment: number | null | undefined): string {
  const said = [
    spread.p50 != null && `half within ${spanOf(spread.p50)}`,
    spread.p90 != null && `90% within ${spanOf(spread.p90)}`,
    attainment != null && `${percent(attainment)} kept`,
  ]
  return said.filter(Boolean).join(', ') || 'none got there'
}
