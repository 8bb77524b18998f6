/** What an address says beside its path. Whatever does not fit is left out: an old link shows what it still can. */

/** How a list is sorted and filtered. */
export interface ListSearch {
  sort?: string
  q?: string
}

export type Given = Record<string, unknown>

export const text = (given: unknown): string | undefined =>
  typeof given === 'string' ? given : typeof given === 'number' ? String(given) : undefined

export const flag = (given: unknown): boolean | undefined => (typeof given === 'boolean' ? given : undefined)

export const listSearch = (given: Given): ListSearch => ({ sort: text(given.sort), q: text(given.q) })
