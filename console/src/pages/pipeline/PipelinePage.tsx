import { Drawer, Group, Select } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import type { Schemas } from '@/api/client'
import { type Violation, violationsQuery } from '@/api/gates'
import { usePolicy } from '@/api/policy'
import { type CrmRecord, recordsQuery } from '@/api/records'
import { useRest } from '@/api/useRest'
import { Empty } from '@/components/Empty'
import { List } from '@/components/list/List'
import { Page } from '@/components/Page'
import { ProblemNotice } from '@/components/ProblemNotice'
import { useNow } from '@/time/useNow'
import { columns } from './columns'
import { Inside } from './Inside'
import { StageStrip } from './StageStrip'
import { pipelines, sums } from './stages'
import { Violations } from './Violations'

/** Always the same nothing: lists that are made anew are drawn anew. */
const NONE: Violation[] = []
const route = getRouteApi('/inside/pipeline')

/** Is it true? Records by stage, with what is missing for the next one. */
export function PipelinePage() {
  const { kind: wanted } = route.useSearch()
  const kinds = pipelines(usePolicy())
  const kind = kinds.find((one) => one.name === wanted) ?? kinds[0]
  const navigate = useNavigate({ from: '/pipeline' })
  return (
    <Page
      title="Pipeline"
      question="Is it true?"
      flush
      actions={
        <Select
          size="xs"
          w={180}
          aria-label="Kind of record"
          allowDeselect={false}
          data={kinds.map((one) => one.name)}
          value={kind?.name ?? null}
          onChange={(chosen) => void navigate({ search: { kind: chosen ?? undefined } })}
        />
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

function OfKind({ kind }: { kind: Schemas['KindView'] }) {
  const { stage } = route.useSearch()
  const navigate = useNavigate({ from: '/pipeline' })
  const { workspace } = usePolicy()
  const found = useInfiniteQuery(recordsQuery({ kind: kind.name, open: true }))
  const { data: around = NONE } = useQuery(violationsQuery)
  const [open, setOpen] = useState<CrmRecord>()
  const now = useNow()
  useRest(found)
  const records = useMemo(() => found.data?.pages.flatMap((page) => page.records) ?? [], [found.data])
  const minute = Math.floor(now.getTime() / 60_000)
  const shown = useMemo(
    () => columns(kind, workspace.currency, around, new Date(minute * 60_000)),
    [kind, workspace.currency, around, minute],
  )
  if (found.error) return <ProblemNotice thrown={found.error} onRetry={() => void found.refetch()} />
  return (
    <>
      <StageStrip
        sums={sums(kind, records)}
        chosen={stage}
        currency={workspace.currency}
        onChoose={(to) => void navigate({ search: (before) => ({ ...before, stage: to }), replace: true })}
      />
      <List
        id={`pipeline ${kind.name}`}
        label={kind.name}
        rows={stage ? records.filter((record) => record.stage === stage) : records}
        columns={shown}
        rowId={(row) => row.id}
        onOpen={setOpen}
        height="calc(100dvh - 230px)"
        tools={
          <Group gap={8}>
            <Violations violations={around.filter((one) => one.record.startsWith(`${kind.name} `))} />
          </Group>
        }
        empty={
          found.isLoading ? (
            <Empty title="Loading">One moment.</Empty>
          ) : (
            <Empty title={`No ${kind.name} is open`}>
              They come from your CRM: send records of this kind, or import them.
            </Empty>
          )
        }
      />
      <Drawer
        opened={open !== undefined}
        onClose={() => setOpen(undefined)}
        position="right"
        size="lg"
        title={open?.title ?? open?.id}
      >
        {open && <Inside record={open} kind={kind} />}
      </Drawer>
    </>
  )
}
