import { useLocalStorage } from '@mantine/hooks'
import type { Files } from '@/api/policies'
import { base } from '@/base'

/** A policy that is being written: from which revision, and its files. */
export interface Draft {
  revision: number
  files: Files
}

interface Drafting {
  draft: Draft | null
  save: (draft: Draft) => void
  discard: () => void
}

/** The draft, kept in this browser until it is published or discarded. */
export function useDraft(): Drafting {
  const [draft, setDraft, discard] = useLocalStorage<Draft | null>({
    key: `draft ${base}`,
    defaultValue: null,
    getInitialValueInEffect: false,
  })
  return { draft, save: setDraft, discard }
}

/** The paths whose text differs, is new, or is gone. */
export function changedPaths(before: Files, after: Files): string[] {
  const paths = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...paths].filter((path) => before[path] !== after[path]).sort()
}
