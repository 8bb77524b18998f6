import { type Given, type ListSearch, listSearch } from '../search'

/** Which part of the customers' life. */
export interface CustomersSearch extends ListSearch {
  show?: 'kickoff' | 'onboarding' | 'health' | 'renewals'
}

const parts = ['kickoff', 'onboarding', 'health', 'renewals'] as const

export const customersSearch = (given: Given): CustomersSearch => ({
  ...listSearch(given),
  show: parts.find((part) => part === given.show),
})
