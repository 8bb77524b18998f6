import { queryOptions } from '@tanstack/react-query'
import { answerOf, api, type Schemas } from './client'

export type Queue = Schemas['QueueView']

/** Every queue: what waits in it, its members, their loads. */
export const queuesQuery = queryOptions({
  queryKey: ['queues'],
  queryFn: ({ signal }) => answerOf(api.GET('/v1/queues', { signal })),
})
