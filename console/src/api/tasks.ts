import { infiniteQueryOptions } from '@tanstack/react-query'
import { answerOf, api, onlyOnce, type Schemas } from './client'
import type { paths } from './schema'

export type Task = Schemas['TaskView']
export type TaskFilter = NonNullable<paths['/v1/tasks']['get']['parameters']['query']>

/** Tasks that fit `filter`, a page at a time. */
export const tasksQuery = (filter: TaskFilter) =>
  infiniteQueryOptions({
    queryKey: ['tasks', filter],
    queryFn: ({ pageParam, signal }) =>
      answerOf(api.GET('/v1/tasks', { params: { query: { limit: 200, ...filter, cursor: pageParam } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })

/** Says that the task `id` is done. */
export const completeTask = (id: string) =>
  answerOf(api.POST('/v1/tasks/{id}/complete', { params: { path: { id }, header: onlyOnce() } }))
