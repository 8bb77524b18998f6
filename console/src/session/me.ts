import { queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import { answerOf, api, type Schemas } from '@/api/client'

/** Who is asking, and what the table of roles lets them do. */
export type Me = Schemas['MeView']

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => answerOf(api.GET('/v1/me', { signal })),
  staleTime: 60_000,
})

/** Who is asking; the shell has seen to it that somebody is. */
export const useMe = (): Me => useSuspenseQuery(meQuery).data

/** What there is to do, as the table of roles names it. */
export type Action = Me['may'][number]

/** Whether the reader may do this; what they may not is not offered, and the server refuses it anyway. */
export const useMay = (action: Action): boolean => useMe().may.includes(action)
