import { type ReportsSearch, reportsSearch } from '../reports/search'
import { type Given, text } from '../search'
import type { Shown } from './graph'

/** Of what the map is, which part, in which period. */
export interface MapSearch extends ReportsSearch, Shown {
  of?: 'teams' | 'stages'
}

export const mapSearch = (given: Given): MapSearch => ({
  ...reportsSearch(given),
  of: given.of === 'stages' ? 'stages' : undefined,
  show: given.show === 'governed' || given.show === 'ungoverned' ? given.show : undefined,
  team: text(given.team),
  kind: text(given.kind),
})
