import { useNavigate, useSearch } from '@tanstack/react-router'
import { type Sort, sortOf, sortText } from './columns'

const remembered = (id: string) => `list ${id}`

interface ListState {
  sort: Sort | undefined
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
  const text = typeof search.sort === 'string' ? search.sort : localStorage.getItem(remembered(id))
  return {
    sort: text ? sortOf(text) : first,
    words: typeof search.q === 'string' ? search.q : '',
    setSort: (sort) => {
      localStorage.setItem(remembered(id), sortText(sort))
      put({ sort: sortText(sort) })
    },
    setWords: (words) => put({ q: words || undefined }),
  }
}
