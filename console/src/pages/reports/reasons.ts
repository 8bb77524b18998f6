import type { Schemas } from '@/api/client'

type DispositionView = Schemas['DispositionView']

/** How handoffs ended for one reason, as a share of all that ended so or otherwise without completing. */
export interface Reason extends DispositionView {
  share: number
  /** The share of the other period; `undefined` where none ended so there at all. */
  before: number | undefined
}

const keyOf = ({ outcome, reason }: DispositionView): string => `${outcome} ${reason}`
const sum = (rows: readonly DispositionView[]): number => rows.reduce((all, { count }) => all + count, 0)

/** The reasons of a period, and after them those that only the other one had. */
export function reasonsOf(now: readonly DispositionView[], before: readonly DispositionView[] = []): Reason[] {
  const [all, allBefore] = [sum(now), sum(before)]
  const then = new Map(before.map((row) => [keyOf(row), row.count]))
  const known = new Set(now.map(keyOf))
  const gone = before.filter((row) => !known.has(keyOf(row))).map((row) => ({ ...row, count: 0 }))
  return [...now, ...gone].map((row) => ({
    ...row,
    share: all && row.count / all,
    before: allBefore ? (then.get(keyOf(row)) ?? 0) / allBefore : undefined,
  }))
}
