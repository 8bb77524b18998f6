import { Stack, Text } from '@mantine/core'
import type { PointReport } from '@/api/reports'
import type { Period } from '@/components/period/periods'
import { aboutOf, inDays } from './about'
import { Breakdowns } from './Breakdowns'
import { Dispositions } from './Dispositions'
import { Figures } from './Figures'
import { Funnel } from './Funnel'
import { Leakage } from './Leakage'
import { OverTime } from './OverTime'
import css from './Report.module.css'
import { Speed } from './Speed'
import { TimeSpent } from './TimeSpent'

interface Props {
  report: PointReport
  /** The same of the period to compare with. */
  before: PointReport | undefined
  period: Period
}

/** A handoff point in full. */
export function Report({ report, before, period }: Props) {
  const about = aboutOf(report, before)
  const { breakdowns, milestones } = report
  return (
    <Stack gap="lg">
      {about.compared && (
        <Text size="sm" c="var(--quiet)">
          Compared with {inDays(about.compared)}: changes stand with the figures, outlines and thin lines show how it
          was.
        </Text>
      )}
      <Figures figures={report.figures} before={before?.figures} currency={report.currency} />
      <div className={css.two}>
        <Funnel funnel={report.funnel} before={before?.funnel} about={about} period={period} />
        <Speed milestones={milestones} before={before?.milestones} about={about} />
        <OverTime breakdowns={breakdowns} before={before?.breakdowns} about={about} />
        <TimeSpent milestones={milestones} about={about} />
        <Dispositions
          dispositions={report.dispositions}
          before={before?.dispositions}
          without={report.share_without_standard_reason}
          about={about}
          period={period}
        />
        <Leakage leakage={report.leakage} />
      </div>
      <Breakdowns breakdowns={breakdowns} before={before?.breakdowns} about={about} period={period} />
    </Stack>
  )
}
