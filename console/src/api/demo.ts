import { queryOptions } from '@tanstack/react-query'
import { answerOf, api, type Schemas } from './client'

export type Demo = Schemas['DemoView']

/** How often to ask while the made-up company is being made: milliseconds. */
const SOON_MS = 400

/** The made-up company to look around in, and how far it is. */
export const demoQuery = queryOptions({
  queryKey: ['demo'],
  queryFn: ({ signal }) => answerOf(api.GET('/v1/demo', { signal })),
  staleTime: Number.POSITIVE_INFINITY,
  refetchInterval: ({ state }) => state.data?.state === 'playing' && SOON_MS,
})

/** Has it made. */
export const beginDemo = () => answerOf(api.POST('/v1/demo'))
