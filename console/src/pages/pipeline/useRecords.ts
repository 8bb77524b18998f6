import { useInfiniteQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo } from 'react'
import { type CrmRecord, recordsQuery } from '@/api/records'

/** How many pages of 500 come by themselves: enough to add up most pipelines, and never a flood. */
const BY_ITSELF = 10

interface Records {
  /** Those that were read; nothing before the first came. */
  data: CrmRecord[] | undefined
  /** There are more than were read so far. */
  isPartial: boolean
  error: unknown
  refetch: () => void
  /** Reads on. */
  more: () => void
}

/** The open records of a kind. */
export function useRecords(kind: string): Records {
  const found = useInfiniteQuery(recordsQuery({ kind, open: true }))
  const { hasNextPage, isFetching, fetchNextPage } = found
  const pages = found.data?.pages.length ?? 0
  const more = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage()
  }, [hasNextPage, isFetching, fetchNextPage])
  useEffect(() => {
    if (pages > 0 && pages < BY_ITSELF) more()
  }, [pages, more])
  const data = useMemo(() => found.data?.pages.flatMap((page) => page.records), [found.data])
  return {
    data,
    isPartial: hasNextPage,
    error: found.error,
    refetch: () => void found.refetch(),
    more,
  }
}
