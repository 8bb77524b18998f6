import { Group, SegmentedControl, Select, Skeleton, Text } from '@mantine/core'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { Empty } from '@/components/Empty'
import { Page } from '@/components/Page'
import { ProblemNotice } from '@/components/ProblemNotice'
import { PeriodChooser } from '@/components/period/PeriodChooser'
import { usePeriod } from '@/components/period/usePeriod'
import { Drawing } from './Drawing'
import type { MapSearch } from './search'
import { useGraph } from './useGraph'
import { Ways } from './Ways'

const route = getRouteApi('/inside/map')

/** Who hands what to whom, and what of it is governed? */
export function MapPage() {
  const search = route.useSearch()
  const { period, today, choose } = usePeriod()
  const { graph, teams, error, retry } = useGraph(period, search)
  return (
    <Page
      title="Map"
      question="Who hands what to whom?"
      actions={
        <Group gap={8}>
          <Choices search={search} teams={teams} />
          <PeriodChooser period={period} today={today} onChoose={choose} />
        </Group>
      }
    >
      {error ? (
        <ProblemNotice thrown={error} onRetry={retry} />
      ) : !graph ? (
        <Skeleton h={460} aria-busy="true" />
      ) : graph.ways.length === 0 ? (
        <Empty title="Nothing was handed over">
          No handoff was offered in this period, and no record changed its owner beside them.
        </Empty>
      ) : (
        <>
          <Drawing graph={graph} />
          <Text size="xs" c="var(--quiet)" my="sm">
            Whole lines are handoffs that a point governs, offered in the period: how many, how long half of them wait
            until they are accepted, and the share that came back. Broken ones are changes of owner from team to team
            beside every point, over all time.
          </Text>
          <Ways ways={graph.ways} />
        </>
      )}
    </Page>
  )
}

function Choices({ search, teams }: { search: MapSearch; teams: readonly string[] }) {
  const navigate = useNavigate({ from: '/map' })
  return (
    <>
      <Select
        size="xs"
        w={180}
        clearable
        searchable
        aria-label="Team"
        placeholder="Every team"
        data={teams}
        value={search.team ?? null}
        onChange={(team) => void navigate({ search: (before) => ({ ...before, team: team ?? undefined }) })}
      />
      <SegmentedControl
        size="xs"
        aria-label="Which"
        value={search.show ?? 'all'}
        data={[
          { value: 'all', label: 'All' },
          { value: 'governed', label: 'Governed' },
          { value: 'ungoverned', label: 'Not governed' },
        ]}
        onChange={(show) =>
          void navigate({
            search: (before) => ({ ...before, show: show === 'all' ? undefined : (show as MapSearch['show']) }),
          })
        }
      />
    </>
  )
}
