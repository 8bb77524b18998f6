import { Badge, Tooltip } from '@mantine/core'
import type { Schemas } from '@/api/client'
import { type Tone, tone } from '@/theme'
import { dayAndClock, soonOrLater } from '@/time/instant'
import { span, spanOf } from '@/time/span'
import { named } from './named'

type ClockView = Schemas['ClockView']

/** One promise: what is left of it, or how it ended; with when it is due on hover. */
export function Clock({ clock, now }: { clock: ClockView; now: Date }) {
  const { text, tone: of } = says(clock, now)
  const due = clock.due_at ? `due ${dayAndClock(new Date(clock.due_at))}` : 'nothing was promised'
  const within = clock.target ? `promised within ${clock.target}${clock.calendar ? ` of ${clock.calendar}` : ''}` : ''
  return (
    <Tooltip label={`${named(clock.milestone)}: ${[within, due].filter(Boolean).join(', ')}`}>
      <Badge color={tone[of]} tabIndex={0}>
        {text}
      </Badge>
    </Tooltip>
  )
}

/** What a clock says in words, and how that is meant. */
export function says(clock: ClockView, now: Date): { text: string; tone: Tone } {
  switch (clock.state) {
    case 'running':
      return running(clock, now)
    case 'overdue':
      return { text: `late by ${span(now.getTime() - dueAt(clock).getTime())}`, tone: 'bad' }
    case 'paused':
      return { text: 'paused', tone: 'calm' }
    case 'met':
      return { text: `met in ${spanOf(clock.elapsed)}`, tone: 'good' }
    case 'missed':
      return { text: `missed, ${spanOf(clock.elapsed)}`, tone: 'bad' }
    case 'measured':
      return { text: spanOf(clock.elapsed), tone: 'calm' }
    default:
      return { text: clock.state, tone: 'calm' }
  }
}

/** Working hours are what counts: outside of them it says when they begin again. */
function running(clock: ClockView, now: Date): { text: string; tone: Tone } {
  const of: Tone = clock.at_risk ? 'soon' : 'live'
  if (clock.resumes_at)
    return { text: `paused until ${soonOrLater(new Date(clock.resumes_at), now)}`, tone: of === 'soon' ? of : 'calm' }
  if (!clock.due_at) return { text: `running for ${spanOf(clock.elapsed)}`, tone: of }
  const left = dueAt(clock).getTime() - now.getTime()
  return left < 0 ? { text: `late by ${span(left)}`, tone: 'bad' } : { text: `due in ${span(left)}`, tone: of }
}

const dueAt = (clock: ClockView): Date => new Date(clock.due_at ?? clock.started_at)
