import type { ReactNode } from 'react'
import type { Schemas } from '@/api/client'
import type { CrmRecord } from '@/api/records'
import type { Finding } from './findings'
import type { StageSum } from './stages'

/** What a board and a list show of a pipeline. */
export interface Shown {
  kind: Schemas['KindView']
  records: readonly CrmRecord[]
  /** There are more than were read so far. */
  isPartial: boolean
  sums: readonly StageSum[]
  currency: string
  now: Date
  findings: ReadonlyMap<string, readonly Finding[]>
  /** The records that entered a stage around its gate, by name. */
  around: ReadonlySet<string>
  /** Filters above the records. */
  tools: ReactNode
  /** Opens a record, asked about a stage where it is said. */
  onOpen: (record: CrmRecord, into?: string) => void
  /** What is drawn came near its end. */
  onEnd: () => void
}
