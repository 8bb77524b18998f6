import { Box, Button, Drawer, Group } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import type { Entry } from '@/api/ledger'
import { base } from '@/base'
import { Coming, Empty } from '@/components/Empty'
import { Below } from '@/components/list/Below'
import type { Column } from '@/components/list/columns'
import { List } from '@/components/list/List'
import { Moment } from '@/components/Moment'
import { named } from '@/components/named'
import { Page } from '@/components/Page'
import { ProblemNotice } from '@/components/ProblemNotice'
import { RecordLink } from '@/components/RecordLink'
import { Actor } from './Actor'
import { EntryDetail } from './EntryDetail'
import { Filters } from './Filters'
import type { LedgerSearch } from './search'
import { type Entries, useEntries } from './useEntries'
import { Verify } from './Verify'

const route = getRouteApi('/inside/ledger')

/** In which order entries come is asked of the service, which has all of them. */
const columns: Column<Entry>[] = [
  {
    id: 'sequence',
    title: 'Entry',
    render: (row) => row.sequence,
    width: 96,
    wideOnly: true,
  },
  {
    id: 'what',
    title: 'What',
    key: (row) => row.what,
    render: (row) => (
      <>
        {named(row.what)}
        {row.record && (
          <Below>
            <RecordLink record={row.record} />
          </Below>
        )}
      </>
    ),
    width: 140,
  },
  {
    id: 'record',
    title: 'Record',
    key: (row) => row.record,
    render: (row) => row.record && <RecordLink record={row.record} />,
    wideOnly: true,
  },
  {
    id: 'actor',
    title: 'By whom',
    key: (row) => row.actor,
    render: (row) => <Actor entry={row} />,
    width: 170,
    wideOnly: true,
  },
  { id: 'at', title: 'When', render: (row) => <Moment at={row.at} />, width: 154 },
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
      <List
        id="ledger"
        label="Entries"
        rows={entries.error ? [] : entries.rows}
        isPartial={entries.isPartial}
        columns={columns}
        rowId={(row) => String(row.sequence)}
        onOpen={setShown}
        onEnd={entries.more}
        tools={<Filters said={said} />}
        empty={<NoEntry of={entries} />}
      />
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

/** Why no entry is there: filters that the service refuses stay on screen, to be mended. */
function NoEntry({ of: { error, retry, loading } }: { of: Entries }) {
  if (error)
    return (
      <Box p="md">
        <ProblemNotice thrown={error} onRetry={retry} />
      </Box>
    )
  if (loading) return <Coming />
  return <Empty title="No entry fits">Every decision is an entry: loosen the filters to see more.</Empty>
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
