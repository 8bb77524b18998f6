import { type Given, text } from '../search'

/** What of the policy: read, edited, compared or its history; and which file or revision. */
export interface PolicySearch {
  tab?: 'read' | 'edit' | 'publish' | 'history'
  file?: string
  revision?: number
}

const tabs = ['read', 'edit', 'publish', 'history'] as const

export const policySearch = (given: Given): PolicySearch => ({
  tab: tabs.find((tab) => tab === given.tab),
  file: text(given.file),
  revision: typeof given.revision === 'number' ? given.revision : undefined,
})
