import { infiniteQueryOptions } from '@tanstack/react-query'
import { answerOf, api, type Schemas } from './client'
import type { paths } from './schema'

export type Entry = Schemas['EntryView']

type Asked = NonNullable<paths['/v1/ledger']['get']['parameters']['query']>

/** Which entries, and in which order. */
export type WhichEntries = Omit<Asked, 'after' | 'limit'>

/** What can happen, by its name in the ledger. */
export type Happened = NonNullable<Asked['what']>

/** Entries of a page. */
const PAGE = 200

/** The entries that fit, page after page; the newest first where no order is said. */
export const entriesQuery = (which: WhichEntries) =>
  infiniteQueryOptions({
    queryKey: ['ledger', which],
    queryFn: ({ pageParam, signal }) => {
      const query = { ...which, order: which.order ?? 'newest', limit: PAGE, after: pageParam }
      return answerOf(api.GET('/v1/ledger', { params: { query }, signal }))
    },
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
