import { flag, type Given, type ListSearch, listSearch, text } from '../search'

/** Which handoffs: the filters of `GET /v1/handoffs`. */
export interface HandoffsSearch extends ListSearch {
  state?: string
  open?: boolean
  point?: string
  owner?: string
  queue?: string
  clock?: 'at_risk' | 'breached'
  reason?: string
  offered_from?: string
  offered_to?: string
}

export const handoffsSearch = (given: Given): HandoffsSearch => ({
  ...listSearch(given),
  state: text(given.state),
  open: flag(given.open),
  point: text(given.point),
  owner: text(given.owner),
  queue: text(given.queue),
  clock: given.clock === 'at_risk' || given.clock === 'breached' ? given.clock : undefined,
  reason: text(given.reason),
  offered_from: text(given.offered_from),
  offered_to: text(given.offered_to),
})
