import { type Given, type ListSearch, listSearch, text } from '../search'

/** Whose inbox, where the reader is no person of the policy or wants another's. */
export interface InboxSearch extends ListSearch {
  as?: string
  show?: 'decide' | 'work' | 'tasks' | 'returned'
}

const shows = ['decide', 'work', 'tasks', 'returned'] as const

export const inboxSearch = (given: Given): InboxSearch => ({
  ...listSearch(given),
  as: text(given.as),
  show: shows.find((show) => show === given.show),
})
