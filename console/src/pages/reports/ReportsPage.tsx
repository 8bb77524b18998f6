import { Anchor, Group, Select, Text } from '@mantine/core'
import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { usePolicy } from '@/api/policy'
import { pointQuery } from '@/api/reports'
import { base } from '@/base'
import { Empty } from '@/components/Empty'
import { Loaded } from '@/components/Loaded'
import { Page } from '@/components/Page'
import { ProblemNotice } from '@/components/ProblemNotice'
import { PeriodChooser } from '@/components/period/PeriodChooser'
import { against, type Period } from '@/components/period/periods'
import { usePeriod } from '@/components/period/usePeriod'
import { Waiting } from '@/components/Waiting'
import { CopyLink } from './CopyLink'
import { Report } from './Report'
import type { ReportsSearch } from './search'

const route = getRouteApi('/inside/reports')

/** How fast, and how well? One handoff point in full. */
export function ReportsPage() {
  const search = route.useSearch()
  const { points } = usePolicy()
  const { period, today, choose } = usePeriod()
  const point = search.point ?? points[0]?.id
  if (!point) return <Empty title="No handoff point">The policy has none yet: write one first.</Empty>
  return (
    <Page
      title="Reports"
      question="How fast, and how well?"
      actions={
        <Group gap={8}>
          <Choices point={point} compared={search.against} />
          <PeriodChooser period={period} today={today} onChoose={choose} />
          <CopyLink point={point} period={period} />
          <Anchor size="sm" href={sheet(point, period)} download>
            CSV
          </Anchor>
        </Group>
      }
    >
      <OfPoint point={point} period={period} compared={search.against} />
    </Page>
  )
}

function OfPoint({ point, period, compared }: { point: string; period: Period; compared: ReportsSearch['against'] }) {
  const other = compared && against(period, compared)
  const report = useQuery(pointQuery(point, period))
  const before = useQuery(pointQuery(point, other))
  return (
    <Loaded query={report} height={640}>
      {(found) => (
        <Waiting isWaiting={report.isPlaceholderData}>
          {compared && !other && (
            <Text size="sm" c="orange" mb="sm">
              Choose a period with a first and a last day to compare it.
            </Text>
          )}
          {other && <Comparing query={before} />}
          <Report
            report={found}
            before={other && !before.isPlaceholderData ? before.data : undefined}
            period={period}
          />
        </Waiting>
      )}
    </Loaded>
  )
}

/** That the other period is still being added up, or why it cannot be. */
function Comparing({ query }: { query: UseQueryResult<unknown, unknown> }) {
  if (query.error) return <ProblemNotice thrown={query.error} onRetry={() => void query.refetch()} />
  if (query.isSuccess && !query.isPlaceholderData) return null
  return (
    <Text size="sm" c="var(--quiet)" mb="sm" role="status">
      Adding up the other period…
    </Text>
  )
}

function Choices({ point, compared }: { point: string; compared: ReportsSearch['against'] }) {
  const { points } = usePolicy()
  const navigate = useNavigate({ from: '/reports' })
  return (
    <>
      <Select
        size="xs"
        w={230}
        aria-label="Handoff point"
        value={point}
        allowDeselect={false}
        data={points.map((one) => ({ value: one.id, label: one.title }))}
        onChange={(chosen) => void navigate({ search: (before) => ({ ...before, point: chosen ?? undefined }) })}
      />
      <Select
        size="xs"
        w={170}
        aria-label="Compare with"
        placeholder="Compare with…"
        clearable
        value={compared ?? null}
        data={[
          { value: 'before', label: 'the period before' },
          { value: 'year', label: 'a year ago' },
        ]}
        onChange={(chosen) =>
          void navigate({
            search: (before) => ({ ...before, against: (chosen as ReportsSearch['against']) ?? undefined }),
          })
        }
      />
    </>
  )
}

function sheet(point: string, period: Period): string {
  const query = new URLSearchParams({
    ...(period.from && { from: period.from }),
    ...(period.to && { to: period.to }),
    format: 'csv',
  })
  return `${base}/v1/reports/points/${encodeURIComponent(point)}?${query}`
}
