import { Button, Drawer, Group, Select, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { type Entry, type LedgerFilter, ledgerQuery } from '@/api/ledger'
import { base } from '@/base'
import { named } from '@/components/Clock'
import { Empty } from '@/components/Empty'
import type { Column } from '@/components/list/columns'
import { List } from '@/components/list/List'
import { Moment } from '@/components/Moment'
import { Page } from '@/components/Page'
import { ProblemNotice } from '@/components/ProblemNotice'
import { RecordLink } from '@/components/RecordLink'
import { happenings } from '@/live/happenings'
import { EntryDetail } from './EntryDetail'
import type { LedgerSearch } from './search'
import { Verify } from './Verify'

const route = getRouteApi('/inside/ledger')

const columns: Column<Entry>[] = [
  { id: 'sequence', title: 'Entry', key: (row) => row.sequence, render: (row) => row.sequence, width: 110 },
  { id: 'what', title: 'What', key: (row) => row.what, render: (row) => named(row.what), width: 200 },
  {
    id: 'record',
    title: 'Record',
    key: (row) => row.record,
    render: (row) => row.record && <RecordLink record={row.record} />,
  },
  { id: 'at', title: 'When', key: (row) => row.at, render: (row) => <Moment at={row.at} />, width: 170 },
  {
    id: 'hash',
    title: 'Link',
    key: (row) => row.hash,
    render: (row) => <code>{row.hash.slice(0, 12)}…</code>,
    width: 140,
    wideOnly: true,
  },
]

/** What happened, and is it intact? */
export function LedgerPage() {
  const { sort: _sort, q: _q, ...said } = route.useSearch()
  const entries = useInfiniteQuery(ledgerQuery({ order: 'desc', ...said } as LedgerFilter))
  const [shown, setShown] = useState<Entry>()
  const { hasNextPage, isFetching, fetchNextPage } = entries
  return (
    <Page
      title="Ledger"
      question="What happened, and is it intact?"
      flush
      actions={
        <Group gap={8}>
          <Verify />
          <Export said={said} />
        </Group>
      }
    >
      {entries.error ? (
        <ProblemNotice thrown={entries.error} onRetry={() => void entries.refetch()} />
      ) : (
        <List
          id="ledger"
          label="Entries"
          rows={entries.data?.pages.flatMap((page) => page.entries) ?? []}
          columns={columns}
          rowId={(row) => String(row.sequence)}
          onOpen={setShown}
          onEnd={() => hasNextPage && !isFetching && void fetchNextPage()}
          tools={<Filters said={said} />}
          empty={
            entries.isLoading ? (
              <Empty title="Loading">One moment.</Empty>
            ) : (
              <Empty title="No entry fits">Every decision is an entry: loosen the filters to see more.</Empty>
            )
          }
        />
      )}
      <Drawer
        opened={shown !== undefined}
        onClose={() => setShown(undefined)}
        position="right"
        size="lg"
        title={shown && `Entry ${shown.sequence}: ${named(shown.what)}`}
      >
        {shown && <EntryDetail entry={shown} />}
      </Drawer>
    </Page>
  )
}

function Filters({ said }: { said: LedgerSearch }) {
  const navigate = useNavigate({ from: '/ledger' })
  const put = (change: LedgerSearch) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true })
  const later = useDebouncedCallback(put, 400)
  return (
    <Group gap={8}>
      <TextInput
        size="xs"
        w={150}
        placeholder="Record: lead/L-1"
        aria-label="Record"
        defaultValue={said.record ?? ''}
        onChange={(event) =>
          later({ record: event.currentTarget.value.trim().replace(' ', '/') || undefined, handoff: undefined })
        }
      />
      <TextInput
        size="xs"
        w={150}
        placeholder="Who"
        aria-label="Who brought it about"
        defaultValue={said.actor ?? ''}
        onChange={(event) => later({ actor: event.currentTarget.value.trim() || undefined })}
      />
      <Select
        size="xs"
        w={170}
        placeholder="What"
        aria-label="What happened"
        searchable
        clearable
        value={said.what ?? null}
        data={Object.keys(happenings).map((what) => ({ value: what, label: named(what) }))}
        onChange={(what) => put({ what: what ?? undefined })}
      />
    </Group>
  )
}

/** The ledger with the proof of each line, for auditors. */
function Export({ said }: { said: LedgerSearch }) {
  const query = new URLSearchParams({
    ...(said.record && { record: said.record }),
    ...(said.handoff && { handoff: said.handoff }),
  })
  return (
    <Button
      size="xs"
      variant="default"
      component="a"
      href={`${base}/v1/ledger/export?${query}`}
      download="ledger.ndjson"
    >
      Export with proofs
    </Button>
  )
}
