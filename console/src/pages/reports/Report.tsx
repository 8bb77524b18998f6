import { Stack } from '@mantine/core'
import type { PointReport } from '@/api/reports'
import type { Period } from '@/components/period/periods'
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
  return (
    <Stack gap="lg">
      <Figures figures={report.figures} before={before?.figures} currency={report.currency} />
      <div className={css.two}>
        <Funnel funnel={report.funnel} before={before?.funnel} point={report.point} period={period} />
        <Speed milestones={report.milestones} />
        <OverTime weeks={report.breakdowns.find((one) => one.by === 'week')?.groups ?? []} />
        <TimeSpent milestones={report.milestones} />
        <Dispositions
          dispositions={report.dispositions}
          without={report.share_without_standard_reason}
          point={report.point}
          period={period}
        />
        <Leakage leakage={report.leakage} />
      </div>
      <Breakdowns breakdowns={report.breakdowns} point={report.point} period={period} />
    </Stack>
  )
}
