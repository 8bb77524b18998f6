import { Group } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useCallback } from 'react'
import { handoffsQuery } from '@/api/handoffs'
import { usePeople } from '@/api/people'
import { usePolicy } from '@/api/policy'
import { Coming, Empty } from '@/components/Empty'
import { Choice } from '@/components/list/Choice'
import { List } from '@/components/list/List'
import { Page } from '@/components/Page'
import { ProblemNotice } from '@/components/ProblemNotice'
import { useNow } from '@/time/useNow'
import { useColumns } from './columns'
import type { HandoffsSearch } from './search'

const route = getRouteApi('/inside/handoffs')

const states = ['held', 'offered', 'accepted', 'completed', 'returned', 'rejected', 'recycled', 'withdrawn']

/** Which handoffs are there? Every figure of the console opens its handoffs here. */
export function HandoffsPage() {
  const { sort: _sort, q: _q, ...filter } = route.useSearch()
  const navigate = useNavigate()
  const handoffs = useInfiniteQuery(handoffsQuery({ ...filter, sort: orderOf(filter) }))
  const now = useNow()
  const columns = useColumns(now)
  const { hasNextPage, isFetching, fetchNextPage } = handoffs
  const more = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage()
  }, [hasNextPage, isFetching, fetchNextPage])
  const rows = handoffs.data?.pages.flatMap((page) => page.handoffs) ?? []
  return (
    <Page title="Handoffs" question="Which handoffs are there?" flush>
      <List
        id="handoffs"
        label="Handoffs"
        rows={rows}
        isPartial={hasNextPage}
        columns={columns}
        rowId={(row) => row.id}
        onEnd={more}
        onOpen={(row) => void navigate({ to: '/handoffs/$id', params: { id: row.id } })}
        tools={<Filters filter={filter} />}
        empty={
          handoffs.error ? (
            <ProblemNotice thrown={handoffs.error} onRetry={() => void handoffs.refetch()} />
          ) : handoffs.isLoading ? (
            <Coming />
          ) : (
            <Empty title="No handoff fits">
              A handoff opens when a record does what the policy’s “opens” says. Loosen the filters, or send a record.
            </Empty>
          )
        }
      />
    </Page>
  )
}

/** Of what is open the soonest due is wanted first; what is closed stands in the order in which it came. */
function orderOf(filter: HandoffsSearch): string | undefined {
  if (filter.open === true || filter.clock !== undefined) return 'due'
  return filter.point && (filter.offered_from || filter.offered_to) ? 'offered' : undefined
}

function Filters({ filter }: { filter: HandoffsSearch }) {
  const navigate = useNavigate()
  const { points } = usePolicy()
  const people = [...usePeople().values()]
  const put = (change: Partial<HandoffsSearch>) =>
    void navigate({ to: '/handoffs', search: (before) => ({ ...before, ...change }), replace: true })
  return (
    <Group gap={8}>
      <Choice
        label="Handoff point"
        value={filter.point}
        onChange={(point) => put({ point })}
        data={points.map((point) => ({ value: point.id, label: point.title }))}
      />
      <Choice label="State" value={filter.state} onChange={(state) => put({ state, open: undefined })} data={states} />
      <Choice
        label="SLA"
        value={filter.clock}
        onChange={(clock) => put({ clock: clock as HandoffsSearch['clock'] })}
        data={[
          { value: 'at_risk', label: 'at risk' },
          { value: 'breached', label: 'breached' },
        ]}
      />
      <Choice
        label="Owner"
        value={filter.owner}
        onChange={(owner) => put({ owner })}
        data={people.map((person) => ({ value: person.id, label: person.name }))}
      />
      <Choice
        label="Open or closed"
        value={filter.open === undefined ? undefined : String(filter.open)}
        onChange={(open) => put({ open: open === undefined ? undefined : open === 'true' })}
        data={[
          { value: 'true', label: 'open' },
          { value: 'false', label: 'closed' },
        ]}
      />
    </Group>
  )
}
