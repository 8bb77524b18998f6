import { Autocomplete, Group, Select } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import { usePeople } from '@/api/people'
import { Choice } from '@/components/list/Choice'
import { PeriodChooser } from '@/components/period/PeriodChooser'
import { useMe } from '@/session/me'
import { isoDay } from '@/time/instant'
import { choices, isHappened } from './happened'
import { RecordFilter } from './RecordFilter'
import type { LedgerSearch } from './search'

/** As the ledger names Tollgate itself where nobody asked. */
const ITSELF = 'tollgate'

/** Which entries are shown, and from which end. */
export function Filters({ said }: { said: LedgerSearch }) {
  const navigate = useNavigate({ from: '/ledger' })
  const people = [...usePeople().keys()]
  const { workspace } = useMe()
  const put = (change: LedgerSearch) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true })
  const later = useDebouncedCallback(put, 400)
  return (
    <Group gap={8} align="start">
      <RecordFilter record={said.record} onRecord={(record) => later({ record, handoff: undefined })} />
      <Choice
        label="What happened"
        value={said.what}
        onChange={(what) => put({ what: isHappened(what) ? what : undefined })}
        data={choices}
      />
      <Autocomplete
        size="xs"
        w={170}
        placeholder="By whom"
        aria-label="By whom"
        data={[ITSELF, ...people]}
        limit={8}
        defaultValue={said.actor ?? ''}
        onChange={(actor) => later({ actor: actor.trim() || undefined })}
      />
      <PeriodChooser
        period={{ from: said.from, to: said.to }}
        today={isoDay(new Date(), workspace.zone)}
        onChoose={({ from, to }) => put({ from, to })}
      />
      <Select
        size="xs"
        w={130}
        aria-label="Order"
        allowDeselect={false}
        data={[
          { value: 'newest', label: 'Newest first' },
          { value: 'oldest', label: 'Oldest first' },
        ]}
        value={said.order ?? 'newest'}
        onChange={(order) => put({ order: order === 'oldest' ? order : undefined })}
      />
    </Group>
  )
}
