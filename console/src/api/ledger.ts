import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { answerOf, api, type Schemas } from './client'

export type Entry = Schemas['EntryView']

/** Whose entries: those of a record, `lead/L-1`, or of a handoff. */
export interface Whose {
  record?: string
  handoff?: string
}

/** Entries of a page. */
const PAGE = 200

/** Where the ledger ends. */
export const headQuery = queryOptions({
  queryKey: ['ledger', 'head'],
  queryFn: ({ signal }) => answerOf(api.GET('/v1/ledger/check', { params: { query: { after: 0, limit: 1 } }, signal })),
  select: (stretch) => stretch.head,
})

/** The whole ledger from its end on, page after page: each page is the stretch before the last. */
export const ledgerQuery = (head: number | undefined) =>
  infiniteQueryOptions({
    queryKey: ['ledger', 'back from', head],
    queryFn: ({ pageParam, signal }) =>
      answerOf(api.GET('/v1/ledger', { params: { query: { after: pageParam, limit: PAGE } }, signal })),
    initialPageParam: Math.max(0, (head ?? 0) - PAGE),
    getNextPageParam: (_page, _all, after) => (after > 0 ? Math.max(0, after - PAGE) : undefined),
    enabled: head !== undefined,
  })

/** What happened to a record or a handoff, from the beginning. */
export const entriesQuery = (whose: Whose) =>
  infiniteQueryOptions({
    queryKey: ['ledger', 'of', whose],
    queryFn: ({ pageParam, signal }) =>
      answerOf(api.GET('/v1/ledger', { params: { query: { ...whose, limit: PAGE, after: pageParam } }, signal })),
    initialPageParam: 0,
    getNextPageParam: (page) => page.next ?? undefined,
    enabled: whose.record !== undefined || whose.handoff !== undefined,
  })
