import { type ReportsSearch, reportsSearch } from '../reports/search'
import { type Given, text } from '../search'

/** Which part of the map, in which period. */
export interface MapSearch extends ReportsSearch {
  show?: 'all' | 'governed' | 'ungoverned'
  team?: string
}

export const mapSearch = (given: Given): MapSearch => ({
  ...reportsSearch(given),
  show: given.show === 'governed' || given.show === 'ungoverned' ? given.show : undefined,
  team: text(given.team),
})
