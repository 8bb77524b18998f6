import { Group, SegmentedControl, Select } from '@mantine/core'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { usePolicy } from '@/api/policy'
import { Empty } from '@/components/Empty'
import { Page } from '@/components/Page'
import { OfKind } from './OfKind'
import type { PipelineView } from './search'
import { pipelines } from './stages'

const route = getRouteApi('/inside/pipeline')

const views: Array<{ value: PipelineView; label: string }> = [
  { value: 'board', label: 'Board' },
  { value: 'list', label: 'List' },
  { value: 'violations', label: 'Violations' },
  { value: 'waivers', label: 'Waivers' },
]

/** Is it true? Records by stage, with what is missing for the next one. */
export function PipelinePage() {
  const { kind: wanted, view = 'board' } = route.useSearch()
  const kinds = pipelines(usePolicy())
  const kind = kinds.find((one) => one.name === wanted) ?? kinds[0]
  const navigate = useNavigate({ from: '/pipeline' })
  return (
    <Page
      title="Pipeline"
      question="Is it true?"
      flush
      actions={
        <Group gap={8}>
          <SegmentedControl
            size="xs"
            aria-label="View"
            data={views}
            value={view}
            onChange={(to) =>
              void navigate({ search: ({ kind: before }) => ({ kind: before, view: to as PipelineView }) })
            }
          />
          <Select
            size="xs"
            w={150}
            aria-label="Kind of record"
            allowDeselect={false}
            data={kinds.map((one) => one.name)}
            value={kind?.name ?? null}
            onChange={(chosen) =>
              void navigate({ search: ({ view: as }) => ({ kind: chosen ?? undefined, view: as }) })
            }
          />
        </Group>
      }
    >
      {kind ? (
        <OfKind key={kind.name} kind={kind} />
      ) : (
        <Empty title="No pipeline">
          The policy has no gate and no forecast: write one for a kind of record with stages.
        </Empty>
      )}
    </Page>
  )
}
