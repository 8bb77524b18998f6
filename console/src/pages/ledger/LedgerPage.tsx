import { Button, Drawer, Group, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Entry } from '@/api/ledger'
import { base } from '@/base'
import { Coming, Empty } from '@/components/Empty'
import type { Column } from '@/components/list/columns'
import { List } from '@/components/list/List'
import { Moment } from '@/components/Moment'
import { named } from '@/components/named'
import { Page } from '@/components/Page'
import { ProblemNotice } from '@/components/ProblemNotice'
import { RecordLink } from '@/components/RecordLink'
import { EntryDetail } from './EntryDetail'
import type { LedgerSearch } from './search'
import { useEntries } from './useEntries'
import { Verify } from './Verify'

const route = getRouteApi('/inside/ledger')

const columns: Column<Entry>[] = [
  {
    id: 'sequence',
    title: 'Entry',
    key: (row) => row.sequence,
    render: (row) => row.sequence,
    width: 96,
    wideOnly: true,
  },
  { id: 'what', title: 'What', key: (row) => row.what, render: (row) => named(row.what), width: 140 },
  {
    id: 'record',
    title: 'Record',
    key: (row) => row.record,
    render: (row) => row.record && <RecordLink record={row.record} />,
  },
  { id: 'at', title: 'When', key: (row) => row.at, render: (row) => <Moment at={row.at} />, width: 154 },
  {
    id: 'hash',
    title: 'Link',
    key: (row) => row.hash,
    render: (row) => row.hash && <code>{row.hash.slice(0, 12)}…</code>,
    width: 140,
    wideOnly: true,
  },
]

/** What happened, and is it intact? */
export function LedgerPage() {
  const { sort: _sort, q: _q, ...said } = route.useSearch()
  const entries = useEntries(said)
  const [shown, setShown] = useState<Entry>()
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
        <ProblemNotice thrown={entries.error} onRetry={entries.retry} />
      ) : (
        <List
          id="ledger"
          label="Entries"
          rows={entries.rows}
          first={{ by: 'sequence', down: true }}
          columns={columns}
          rowId={(row) => String(row.sequence)}
          onOpen={setShown}
          onEnd={entries.more}
          tools={<Filters said={said} />}
          empty={
            entries.loading ? (
              <Coming />
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
