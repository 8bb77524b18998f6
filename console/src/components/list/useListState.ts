import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect } from 'react'
import { type Sort, sortOf, sortText } from './columns'

const place = (id: string) => `list ${id}`

interface ListState {
  sort: Sort | undefined
  /** The reader chose the order. */
  isChosen: boolean
  words: string
  setSort: (sort: Sort) => void
  setWords: (words: string) => void
}

/** How a list is sorted and filtered: in the address, so that a link shows the same; the order also for the next visit. */
export function useListState(id: string, first: Sort | undefined): ListState {
  const search = useSearch({ strict: false }) as Record<string, unknown>
  const navigate = useNavigate()
  const put = (change: Record<string, string | undefined>) =>
    void navigate({
      to: '.',
      search: ((before: Record<string, unknown>) => ({ ...before, ...change })) as never,
      replace: true,
    })
  const said = typeof search.sort === 'string' ? search.sort : undefined
  const remembered = localStorage.getItem(place(id))
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, so that the address shows others the same
  useEffect(() => {
    if (said === undefined && remembered) put({ sort: remembered })
  }, [])
  const text = said ?? remembered
  return {
    sort: text ? sortOf(text) : first,
    isChosen: text != null,
    words: typeof search.q === 'string' ? search.q : '',
    setSort: (sort) => {
      localStorage.setItem(place(id), sortText(sort))
      put({ sort: sortText(sort) })
    },
    setWords: (words) => put({ q: words || undefined }),
  }
}
