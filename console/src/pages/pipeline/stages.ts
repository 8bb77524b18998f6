import type { Schemas } from '@/api/client'
import type { Agreed } from '@/api/policy'
import type { CrmRecord } from '@/api/records'

type Kind = Schemas['KindView']

/** The kinds whose stages are worth looking at: those that a forecast adds up, then those that a gate guards. */
export function pipelines(policy: Agreed): Kind[] {
  const guarded = (kind: Kind) => policy.gates.some((gate) => gate.record === kind.name)
  return policy.kinds
    .filter((kind) => kind.forecast || guarded(kind))
    .sort((one, other) => Number(Boolean(other.forecast)) - Number(Boolean(one.forecast)))
}

/** The stage after the one that a record is in, of those that are worked; none after the last. */
export function nextStage(kind: Kind, stage: string | null | undefined): string | undefined {
  const at = kind.stages.indexOf(stage ?? '')
  const next = kind.stages[at + 1]
  return kind.forecast && next === kind.forecast.lost ? undefined : next
}

/** What a record is worth, in the field that its kind's forecast adds up. */
export function worthOf(kind: Kind, record: CrmRecord): number | undefined {
  const held = kind.forecast && record.fields[kind.forecast.amount]
  return typeof held === 'number' ? held : typeof held === 'string' && held !== '' ? Number(held) : undefined
}

/** When it is expected to close: a calendar day. */
export function closesOn(kind: Kind, record: CrmRecord): string | undefined {
  const held = kind.forecast && record.fields[kind.forecast.close]
  return typeof held === 'string' ? held : undefined
}

/** How many records are in a stage, what they are worth, and what that is by the probability that the policy assumes. */
export interface StageSum {
  stage: string
  count: number
  value: number
  weighted: number | undefined
}

export function sums(kind: Kind, records: readonly CrmRecord[]): StageSum[] {
  return kind.stages
    .filter((stage) => !kind.closed.includes(stage))
    .map((stage) => {
      const within = records.filter((record) => record.stage === stage)
      const value = within.reduce((sum, record) => sum + (worthOf(kind, record) ?? 0), 0)
      const probability = kind.forecast?.probability[stage]
      return {
        stage,
        count: within.length,
        value,
        weighted: probability === undefined ? undefined : value * probability,
      }
    })
}

/** The records in the order of a board: the most worth first, and then those that stand there the longest. */
export function valueFirst(kind: Kind, records: readonly CrmRecord[]): CrmRecord[] {
  return [...records].sort(
    (one, other) =>
      (worthOf(kind, other) ?? 0) - (worthOf(kind, one) ?? 0) || one.stage_since.localeCompare(other.stage_since),
  )
}

/** The records whose name, id or owner has every one of `words`. */
export function withWords(records: readonly CrmRecord[], words: string): readonly CrmRecord[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean)
  if (wanted.length === 0) return records
  const has = (record: CrmRecord) => `${record.title ?? ''} ${record.id} ${record.owner ?? ''}`.toLowerCase()
  return records.filter((record) => wanted.every((word) => has(record).includes(word)))
}
