import { type Given, type ListSearch, listSearch, text } from '../search'

/** Which entries. */
export interface LedgerSearch extends ListSearch {
  record?: string
  handoff?: string
}

export const ledgerSearch = (given: Given): LedgerSearch => ({
  ...listSearch(given),
  record: text(given.record),
  handoff: text(given.handoff),
})
