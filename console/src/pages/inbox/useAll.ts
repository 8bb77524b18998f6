import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { type Handoff, type HandoffFilter, handoffsQuery } from '@/api/handoffs'
import { type Task, type TaskFilter, tasksQuery } from '@/api/tasks'

interface All<Row> {
  rows: Row[]
  loading: boolean
  error: unknown
  retry: () => void
}

/** Every handoff that fits, page after page: an inbox is short, and nothing in it may be overlooked. */
export function useAllHandoffs(filter: HandoffFilter): All<Handoff> {
  const found = useInfiniteQuery(handoffsQuery({ ...filter, limit: 500 }))
  useRest(found)
  return { rows: found.data?.pages.flatMap((page) => page.handoffs) ?? [], ...how(found) }
}

/** Every task that fits. */
export function useAllTasks(filter: TaskFilter): All<Task> {
  const found = useInfiniteQuery(tasksQuery({ ...filter, limit: 500 }))
  useRest(found)
  return { rows: found.data?.pages.flatMap((page) => page.tasks) ?? [], ...how(found) }
}

interface Found {
  hasNextPage: boolean
  isFetching: boolean
  isLoading: boolean
  error: unknown
  fetchNextPage: () => Promise<unknown>
  refetch: () => Promise<unknown>
}

function useRest({ hasNextPage, isFetching, fetchNextPage }: Found): void {
  useEffect(() => {
    if (hasNextPage && !isFetching) void fetchNextPage()
  }, [hasNextPage, isFetching, fetchNextPage])
}

const how = (found: Found) => ({ loading: found.isLoading, error: found.error, retry: () => void found.refetch() })
