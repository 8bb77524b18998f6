import { useEffect } from 'react'

interface Paged {
  hasNextPage: boolean
  isFetching: boolean
  fetchNextPage: () => Promise<unknown>
}

/** Has every page of a list loaded, one after another: where nothing in it may be overlooked. */
export function useRest({ hasNextPage, isFetching, fetchNextPage }: Paged): void {
  useEffect(() => {
    if (hasNextPage && !isFetching) void fetchNextPage()
  }, [hasNextPage, isFetching, fetchNextPage])
}
