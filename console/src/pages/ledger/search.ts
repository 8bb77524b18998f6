import type { Happened } from '@/api/ledger'
import { type Given, type ListSearch, listSearch, text } from '../search'
import { isHappened } from './happened'

/** Which entries: the filters of `GET /v1/ledger`. */
export interface LedgerSearch extends ListSearch {
  record?: string
  handoff?: string
  what?: Happened
  actor?: string
  from?: string
  to?: string
  order?: 'oldest'
}

export const ledgerSearch = (given: Given): LedgerSearch => {
  const what = text(given.what)
  return {
    ...listSearch(given),
    record: text(given.record),
    handoff: text(given.handoff),
    what: isHappened(what) ? what : undefined,
    actor: text(given.actor),
    from: text(given.from),
    to: text(given.to),
    order: given.order === 'oldest' ? 'oldest' : undefined,
  }
}
