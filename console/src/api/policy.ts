import { queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import { answerOf, api, type Schemas } from './client'

/** The policy in force as data: what there is to choose, and what it is called. */
export type Agreed = Schemas['AgreedView']

export const policyQuery = queryOptions({
  queryKey: ['policy'],
  queryFn: ({ signal }) => answerOf(api.GET('/v1/policy', { signal })),
  staleTime: 5 * 60_000,
})

/** The policy in force; the shell has loaded it. */
export const usePolicy = (): Agreed => useSuspenseQuery(policyQuery).data
