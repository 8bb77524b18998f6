import { Group, SegmentedControl, Select, Skeleton, Text } from '@mantine/core'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { Empty } from '@/components/Empty'
import { named } from '@/components/named'
import { Page } from '@/components/Page'
import { ProblemNotice } from '@/components/ProblemNotice'
import { PeriodChooser } from '@/components/period/PeriodChooser'
import { usePeriod } from '@/components/period/usePeriod'
import { Waiting } from '@/components/Waiting'
import { Drawing } from './Drawing'
import type { MapSearch } from './search'
import { useGraph } from './useGraph'
import { Ways } from './Ways'

const route = getRouteApi('/inside/map')

/** Who hands what to whom, and what of it is governed? */
export function MapPage() {
  const search = route.useSearch()
  const { period, today, choose } = usePeriod()
  const { graph, isPartial, isWaiting, choices, error, retry } = useGraph(period, search)
  const of = search.of ?? 'teams'
  return (
    <Page
      title="Map"
      question={of === 'stages' ? 'How do records move on?' : 'Who hands what to whom?'}
      actions={
        <Group gap={8}>
          <Choices search={search} choices={choices} />
          <PeriodChooser period={period} today={today} onChoose={choose} />
        </Group>
      }
    >
      {error ? (
        <ProblemNotice thrown={error} onRetry={retry} />
      ) : !graph ? (
        <Skeleton h={460} aria-busy="true" />
      ) : graph.ways.length === 0 ? (
        <Empty title={of === 'stages' ? 'Nothing moved' : 'Nothing was handed over'}>{nothing[of]}</Empty>
      ) : (
        <Waiting isWaiting={isWaiting}>
          <Drawing key={of} graph={graph} of={of} />
          <Text size="xs" c="var(--quiet)" my="sm">
            {legend[of]}
            {isPartial && ' They are still being added up.'}
          </Text>
          <Ways ways={graph.ways} of={of} />
        </Waiting>
      )}
    </Page>
  )
}

const nothing = {
  teams: 'No handoff was offered in this period, and no record changed its owner beside them.',
  stages: 'No record came into a stage in this period.',
}

const legend = {
  teams:
    'Whole lines are handoffs that a point governs, offered in the period: how many, how long half of them wait until ' +
    'they are accepted, and the share that came back. Broken ones are changes of owner from team to team in the period ' +
    'beside every point.',
  stages:
    'Lines are records that came into a stage in the period: how many, how long half of them had stood in the stage ' +
    'before, and the share that went back next. A whole line is governed: a handoff opened in the stage, or a gate asks ' +
    'who enters it. A broken one is not.',
}

function Choices({ search, choices }: { search: MapSearch; choices: readonly string[] }) {
  const navigate = useNavigate({ from: '/map' })
  const put = (change: Partial<MapSearch>) => void navigate({ search: (before) => ({ ...before, ...change }) })
  const isStages = search.of === 'stages'
  return (
    <>
      <SegmentedControl
        size="xs"
        aria-label="Of what"
        value={search.of ?? 'teams'}
        data={[
          { value: 'teams', label: 'Teams' },
          { value: 'stages', label: 'Stages' },
        ]}
        onChange={(of) => put({ of: of === 'stages' ? of : undefined })}
      />
      <Select
        size="xs"
        w={160}
        clearable
        searchable
        aria-label={isStages ? 'Kind' : 'Team'}
        placeholder={isStages ? 'Every kind' : 'Every team'}
        data={choices.map((value) => ({ value, label: named(value) }))}
        value={(isStages ? search.kind : search.team) ?? null}
        onChange={(chosen) => put({ [isStages ? 'kind' : 'team']: chosen ?? undefined })}
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
        onChange={(show) => put({ show: show === 'all' ? undefined : (show as MapSearch['show']) })}
      />
    </>
  )
}
