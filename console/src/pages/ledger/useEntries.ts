import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { type Entry, entriesQuery, headQuery, ledgerQuery, type Whose } from '@/api/ledger'

interface Entries {
  rows: Entry[]
  loading: boolean
  error: unknown
  retry: () => void
  more: () => void
}

/** The entries of somebody's, or the whole ledger from its end on. */
export function useEntries(whose: Whose): Entries {
  const isAll = !whose.record && !whose.handoff
  const head = useQuery({ ...headQuery, enabled: isAll })
  const all = useInfiniteQuery(ledgerQuery(isAll ? head.data : undefined))
  const own = useInfiniteQuery(entriesQuery(whose))
  const found = isAll ? all : own
  const rows = found.data?.pages.flatMap((page) => page.entries) ?? []
  return {
    rows,
    loading: found.isLoading || (isAll && head.isLoading),
    error: head.error ?? found.error,
    retry: () => void Promise.all([isAll ? head.refetch() : undefined, found.refetch()]),
    more: () => void (found.hasNextPage && !found.isFetching && found.fetchNextPage()),
  }
}
