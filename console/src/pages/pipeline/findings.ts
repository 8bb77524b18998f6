import { type UseQueryResult, useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Schemas } from '@/api/client'
import { usePolicy } from '@/api/policy'
import type { CrmRecord } from '@/api/records'
import { failuresQuery } from '@/api/reports'

type Mode = Schemas['FailureReport']['modes'][number]
export type Finding = Mode['findings'][number] & { mode: string; title: string }

interface Found {
  /** The failure modes that are watched for the kind, with how much each found in records. */
  modes: Array<{ mode: string; title: string; looksFor: string; count: number }>
  isLoading: boolean
  /** What was found in each record, by its name: `opportunity O-1`. */
  of: ReadonlyMap<string, readonly Finding[]>
}

/** What the failure modes of a kind's handoff points find in its records. */
export function useFindings(kind: string): Found {
  const { points } = usePolicy()
  const queries = useMemo(() => {
    const watched = points.filter((point) => point.record === kind && point.failures.length > 0)
    return watched.map((point) => failuresQuery(point.id, undefined, {}))
  }, [points, kind])
  const { modes, isLoading } = useQueries({ queries, combine: together })
  return useMemo(() => ({ ...byRecord(modes), isLoading }), [modes, isLoading])
}

/** One function for all: answers that are put together anew by each rendering would each ask for another one. */
const together = (answers: UseQueryResult<Schemas['FailureReport']>[]) => ({
  modes: answers.flatMap((answer) => answer.data?.modes ?? []),
  isLoading: answers.some((answer) => answer.isLoading),
})

/** Leaves out what was found in handoffs, which have pages of their own. */
export function byRecord(modes: readonly Mode[]): Omit<Found, 'isLoading'> {
  const of = new Map<string, Finding[]>()
  const counted: Found['modes'] = []
  for (const mode of modes) {
    const inRecords = mode.findings.filter((finding) => !finding.handoff)
    if (inRecords.length > 0)
      counted.push({ mode: mode.mode, title: mode.title, looksFor: mode.looks_for, count: inRecords.length })
    for (const finding of inRecords) {
      const before = of.get(finding.record)
      const one = { ...finding, mode: mode.mode, title: mode.title }
      if (before) before.push(one)
      else of.set(finding.record, [one])
    }
  }
  return { modes: counted, of }
}

/** The records in which a failure mode was found; all where none is said. */
export function fitting(
  records: readonly CrmRecord[],
  mode: string | undefined,
  of: ReadonlyMap<string, readonly Finding[]>,
): readonly CrmRecord[] {
  if (!mode) return records
  return records.filter((record) => of.get(`${record.kind} ${record.id}`)?.some((finding) => finding.mode === mode))
}
