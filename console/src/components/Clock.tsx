import { Badge, Tooltip } from '@mantine/core'
import type { Schemas } from '@/api/client'
import { type Tone, tone } from '@/theme'
import { soonOrLater } from '@/time/instant'
import { span, spanOf } from '@/time/span'
import { InZones } from './InZones'
import { named } from './named'

type ClockView = Schemas['ClockView']

interface Props {
  clock: ClockView
  now: Date
  /** Whose clock it is: when it is due is shown in their zone too. */
  of?: string | null
}

/** One clock: what is left of its SLA, or how it ended; with when it is due on hover. */
export function Clock({ clock, now, of }: Props) {
  const { text, tone: meant } = says(clock, now)
  return (
    <Tooltip label={<Due clock={clock} of={of} />}>
      <Badge color={tone[meant]} tabIndex={0}>
        {text}
      </Badge>
    </Tooltip>
  )
}

function Due({ clock, of }: Omit<Props, 'now'>) {
  const hours = clock.calendar ? ` of ${named(clock.calendar)}` : ''
  const within = clock.target ? `within ${clock.target}${hours}` : 'measured only'
  return (
    <>
      {named(clock.milestone)}, {within}
      {clock.due_at && (
        <>
          , due
          <InZones at={new Date(clock.due_at)} of={of} />
        </>
      )}
    </>
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
