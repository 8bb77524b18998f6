import { infiniteQueryOptions } from '@tanstack/react-query'
import { answerOf, api, type Schemas } from './client'
import type { paths } from './schema'

export type Entry = Schemas['EntryView']
export type LedgerFilter = Omit<NonNullable<paths['/v1/ledger']['get']['parameters']['query']>, 'after'>

/** Entries of the ledger, a page at a time. */
export const ledgerQuery = (filter: LedgerFilter) =>
  infiniteQueryOptions({
    queryKey: ['ledger', filter],
    queryFn: ({ pageParam, signal }) =>
      answerOf(api.GET('/v1/ledger', { params: { query: { limit: 200, ...filter, after: pageParam } }, signal })),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
