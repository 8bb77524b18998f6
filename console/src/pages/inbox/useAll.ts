import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { type Handoff, type HandoffFilter, handoffsQuery } from '@/api/handoffs'
import { type Task, type TaskFilter, tasksQuery } from '@/api/tasks'
import { useRest } from '@/api/useRest'

interface All<Row> {
  rows: Row[]
  loading: boolean
  /** More are on their way. */
  isPartial: boolean
  error: unknown
  retry: () => void
}

/** Every handoff that fits, page after page: an inbox is short, and nothing in it may be overlooked. */
export function useAllHandoffs(filter: HandoffFilter): All<Handoff> {
  const found = useInfiniteQuery(handoffsQuery({ ...filter, limit: 500 }))
  useRest(found)
  const rows = useMemo(() => found.data?.pages.flatMap((page) => page.handoffs) ?? [], [found.data])
  return { rows, ...how(found) }
}

/** Every task that fits. */
export function useAllTasks(filter: TaskFilter): All<Task> {
  const found = useInfiniteQuery(tasksQuery({ ...filter, limit: 500 }))
  useRest(found)
  const rows = useMemo(() => found.data?.pages.flatMap((page) => page.tasks) ?? [], [found.data])
  return { rows, ...how(found) }
}

interface Found {
  isLoading: boolean
  hasNextPage: boolean
  error: unknown
  refetch: () => Promise<unknown>
}

const how = (found: Found) => ({
  loading: found.isLoading,
  isPartial: found.hasNextPage,
  error: found.error,
  retry: () => void found.refetch(),
})
