import { type Given, text } from '../search'

/** Which figures: a period in days of the workspace's zone, another to compare with, and a handoff point. */
export interface ReportsSearch {
  from?: string
  to?: string
  /** Compare with the period before (`before`) or the same of a year ago (`year`). */
  against?: 'before' | 'year'
  point?: string
  by?: string
}

export const reportsSearch = (given: Given): ReportsSearch => ({
  from: text(given.from),
  to: text(given.to),
  against: given.against === 'before' || given.against === 'year' ? given.against : undefined,
  point: text(given.point),
  by: text(given.by),
})
