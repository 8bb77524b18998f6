import { type Given, type ListSearch, listSearch, text } from '../search'

/** Which records: a kind, and a stage of it. */
export interface PipelineSearch extends ListSearch {
  kind?: string
  stage?: string
}

export const pipelineSearch = (given: Given): PipelineSearch => ({
  ...listSearch(given),
  kind: text(given.kind),
  stage: text(given.stage),
})
