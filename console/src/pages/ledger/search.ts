import { type Given, type ListSearch, listSearch, text } from '../search'

/** Which entries. */
export interface LedgerSearch extends ListSearch {
  record?: string
  handoff?: string
  what?: string
  actor?: string
  from?: string
  to?: string
}

export const ledgerSearch = (given: Given): LedgerSearch => ({
  ...listSearch(given),
  record: text(given.record),
  handoff: text(given.handoff),
  what: text(given.what),
  actor: text(given.actor),
  from: text(given.from),
  to: text(given.to),
})
