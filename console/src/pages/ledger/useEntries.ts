import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { type Entry, entriesQuery, type WhichEntries } from '@/api/ledger'

/** Entries, and how far they were read. */
export interface Entries {
  rows: Entry[]
  /** More are looked for. */
  loading: boolean
  /** There are more than were read so far. */
  isPartial: boolean
  error: unknown
  retry: () => void
  more: () => void
}

/** The entries that fit, as far as they were read. */
export function useEntries(which: WhichEntries): Entries {
  const { data, error, refetch, hasNextPage, isFetching, fetchNextPage } = useInfiniteQuery(entriesQuery(which))
  const rows = data?.pages.flatMap((page) => page.entries) ?? []
  const more = () => {
    if (hasNextPage && !isFetching && !error) void fetchNextPage()
  }
  // A page may hold none that fits though there are more, and no list is there whose end could be come near to.
  useEffect(() => {
    if (rows.length === 0) more()
  })
  const isPartial = hasNextPage || error !== null
  return { rows, loading: isFetching || hasNextPage, isPartial, error, retry: () => void refetch(), more }
}
