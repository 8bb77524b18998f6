import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { readersZone } from '@/time/instant'
import { answerOf, api, type Schemas } from './client'
import type { paths } from './schema'

export type Handoff = Schemas['HandoffView']
export type HandoffFilter = NonNullable<paths['/v1/handoffs']['get']['parameters']['query']>

/** Handoffs that fit `filter`, a page at a time. */
export const handoffsQuery = (filter: HandoffFilter) =>
  infiniteQueryOptions({
    queryKey: ['handoffs', filter],
    queryFn: ({ pageParam, signal }) =>
      answerOf(api.GET('/v1/handoffs', { params: { query: { limit: 200, ...filter, cursor: pageParam } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })

/** One handoff as it stands. */
export const handoffQuery = (id: string) =>
  queryOptions({
    queryKey: ['handoffs', 'one', id],
    queryFn: ({ signal }) => answerOf(api.GET('/v1/handoffs/{id}', { params: { path: { id } }, signal })),
  })

/** What happened to a handoff, step by step. */
export const storyQuery = (id: string) =>
  queryOptions({
    queryKey: ['story', id],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/v1/handoffs/{id}/story', { params: { path: { id }, query: { zone: readersZone() } }, signal }),
      ),
  })
