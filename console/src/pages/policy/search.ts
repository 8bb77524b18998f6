import { type Given, text } from '../search'

/** What of the policy: read, edited, compared or its history; and which part, file or revision. */
export interface PolicySearch {
  tab?: 'read' | 'edit' | 'publish' | 'history'
  part?: (typeof parts)[number]
  file?: string
  revision?: number
}

const tabs = ['read', 'edit', 'publish', 'history'] as const
const parts = ['points', 'gates', 'records', 'people', 'text'] as const

export const policySearch = (given: Given): PolicySearch => ({
  tab: tabs.find((tab) => tab === given.tab),
  part: parts.find((part) => part === given.part),
  file: text(given.file),
  revision: typeof given.revision === 'number' ? given.revision : undefined,
})
