import { type Given, type ListSearch, listSearch, text } from '../search'

const views = ['board', 'list', 'violations', 'waivers'] as const

export type PipelineView = (typeof views)[number]

/** Which records, and how: a kind, a stage of it, what speaks against them, and the one that is open beside. */
export interface PipelineSearch extends ListSearch {
  kind?: string
  stage?: string
  view?: PipelineView
  /** A failure mode: only the records in which it was found. */
  mode?: string
  /** The id of the record that is open. */
  record?: string
  /** The stage that the open one is asked about. */
  into?: string
}

export const pipelineSearch = (given: Given): PipelineSearch => ({
  ...listSearch(given),
  kind: text(given.kind),
  stage: text(given.stage),
  view: views.find((view) => view === given.view),
  mode: text(given.mode),
  record: text(given.record),
  into: text(given.into),
})
