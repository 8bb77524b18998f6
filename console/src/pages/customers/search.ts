import { type Given, type ListSearch, listSearch, text } from '../search'

const parts = ['kickoff', 'onboarding', 'health', 'renewals'] as const

export type CustomersPart = (typeof parts)[number]

/** Which part of the customers' life. */
export interface CustomersSearch extends ListSearch {
  show?: CustomersPart
  /** The playbook whose progress is shown. */
  playbook?: string
  /** The date field by which renewals are due. */
  by?: string
}

export const customersSearch = (given: Given): CustomersSearch => ({
  ...listSearch(given),
  show: parts.find((part) => part === given.show),
  playbook: text(given.playbook),
  by: text(given.by),
})
