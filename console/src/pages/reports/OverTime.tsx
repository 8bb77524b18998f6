import { Text } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import type { Schemas } from '@/api/client'
import type { About } from './about'
import { ChartPaper } from './ChartPaper'
import { heightOf, Lines } from './picture/lines'
import { plotOf } from './picture/plot'
import { type Draw, INNER } from './picture/Sheet'
import { WeeksInWords } from './WeeksInWords'
import { WeeksOnScreen } from './WeeksOnScreen'
import { stillOpen, type Week, weeksOf } from './weeks'

type BreakdownView = Schemas['BreakdownView']

interface Props {
  breakdowns: readonly BreakdownView[]
  before: readonly BreakdownView[] | undefined
  about: About
}

const groupsOf = (breakdowns: readonly BreakdownView[] = []) =>
  breakdowns.find((one) => one.by === 'week')?.groups ?? []

/** How SLAs were kept, and what came of it, week by week, above the weeks of the other period. */
export function OverTime({ breakdowns, before, about }: Props) {
  const { ref, width } = useElementSize()
  const now = weeksOf(groupsOf(breakdowns), about.period)
  const then = weeksOf(groupsOf(before), about.compared ?? {})
  const open = stillOpen(now)
  const hasWeeks = now.length > 0
  return (
    <ChartPaper title="Week by week" picture={hasWeeks && { about, draw: drawn(now, then, open) }}>
      {!hasWeeks && (
        <Text size="sm" c="var(--quiet)">
          No week of the period has a handoff.
        </Text>
      )}
      {/* It is measured before anything is drawn: as high as it will be, so that nothing jumps. */}
      <div ref={ref} style={{ minHeight: hasWeeks ? heightOf(plotOf(now, then, width)) : 0 }}>
        {hasWeeks && width > 0 && <WeeksOnScreen now={now} before={then} width={width} />}
      </div>
      {hasWeeks && <WeeksInWords now={now} before={then} />}
      {open && (
        <Text size="xs" c="var(--quiet)" mt="xs">
          {open} {DASHED}
        </Text>
      )}
    </ChartPaper>
  )
}

const DASHED = 'Dashed until these have ended.'

function drawn(now: readonly Week[], before: readonly Week[], open: string | undefined): Draw {
  const plot = plotOf(now, before, INNER)
  return (ink) => ({
    height: heightOf(plot),
    body: <Lines ink={ink} plot={plot} now={now} before={before} />,
    isCompared: before.length > 0,
    notes: [
      open && `${open} ${DASHED}`,
      before.length > 0 ? 'Thin lines are the period compared with, week by week from its first day.' : undefined,
    ],
  })
}
