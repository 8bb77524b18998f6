import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { readersZone } from '@/time/instant'
import { answerOf, api, type Schemas } from './client'
import type { paths } from './schema'

export type CrmRecord = Schemas['RecordView']

/** A record as it is known. */
export const recordQuery = (kind: string, id: string) =>
  queryOptions({
    queryKey: ['records', kind, id],
    queryFn: ({ signal }) => answerOf(api.GET('/v1/records/{kind}/{id}', { params: { path: { kind, id } }, signal })),
  })

/** The story of the journey that a record is part of, over all of its records. */
export const journeyQuery = (kind: string, id: string) =>
  queryOptions({
    queryKey: ['story', kind, id],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/v1/records/{kind}/{id}/story', {
          params: { path: { kind, id }, query: { zone: readersZone() } },
          signal,
        }),
      ),
  })

/** How many of a kind are looked for by name. */
const MOST = 5
/** How many pages are looked through: the service looks at 20,000 records for each. */
const PAGES = 50

/** A few records of a kind whose name or id has `words`. */
export const calledQuery = (kind: string, words: string) =>
  queryOptions({
    queryKey: ['records', 'called', kind, words],
    queryFn: async ({ signal }) => {
      const found: CrmRecord[] = []
      let cursor: string | undefined
      for (let page = 0; page < PAGES && found.length < MOST; page++) {
        const query = { kind, words, cursor, limit: MOST }
        const { records, next } = await answerOf(api.GET('/v1/records', { params: { query }, signal }))
        found.push(...records)
        if (!next) break
        cursor = next
      }
      return found.slice(0, MOST)
    },
    staleTime: 60_000,
  })

export type RecordFilter = NonNullable<paths['/v1/records']['get']['parameters']['query']>

/** Records of a kind, a page at a time. */
export const recordsQuery = (filter: RecordFilter) =>
  infiniteQueryOptions({
    queryKey: ['records', 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      answerOf(api.GET('/v1/records', { params: { query: { limit: 500, ...filter, cursor: pageParam } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
