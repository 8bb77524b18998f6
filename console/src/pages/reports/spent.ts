import type { Schemas } from '@/api/client'
import { parts } from '@/components/Segments'
import { spanOf } from '@/time/span'
import { percent } from '@/time/units'
import type { Part } from './picture/stacks'

type SegmentsView = Schemas['SegmentsView']

/** The colours of a picture for what time is spent on. */
const colours = {
  system: 'routing',
  queue: 'waiting',
  working: 'main',
  off_hours: 'offHours',
  paused: 'paused',
} as const

/** What the time of a milestone was spent on, as parts of all of it; those that took none are left out. */
export function partsOf(segments: SegmentsView): Part[] {
  const all = parts.reduce((sum, [part]) => sum + segments[part], 0)
  return parts
    .filter(([part]) => segments[part] > 0)
    .map(([part, name]) => {
      const share = segments[part] / all
      return { name, colour: colours[part], share, text: `${spanOf(segments[part])}, ${percent(share)}` }
    })
}
