import type { Schemas } from '@/api/client'
import { count, percent } from '@/time/units'
import { type Bar, type BarRow, bars } from './picture/bars'
import type { Draw } from './picture/Sheet'

type GroupView = Schemas['GroupView']

/** The group of the other period for each one of this that both have. */
export function pairsOf(before: readonly GroupView[] = []): (row: GroupView) => GroupView | undefined {
  const then = new Map(before.map((row) => [row.value ?? '', row]))
  return (row) => then.get(row.value ?? '')
}

/** How many groups a picture has room for; they come the largest first. */
const MOST = 40

/** Groups as a picture: how each kept to its SLA, and what came of its handoffs. */
export function drawn(
  groups: readonly GroupView[],
  before: readonly GroupView[] | undefined,
  nameOf: (value: string | null | undefined) => string,
): Draw {
  const pairOf = pairsOf(before)
  const rows = groups.slice(0, MOST).map((group) => rowOf(nameOf(group.value), group, pairOf(group)))
  const left = groups.length - rows.length
  const note = left > 0 ? `The first ${count(rows.length)} of ${count(groups.length)}.` : undefined
  return (ink) => bars(ink, ['SLA kept', 'Conversion'], rows, note)
}

/** A group with how many were offered to it, as shares of few say little. */
const rowOf = (name: string, now: GroupView, before: GroupView | undefined): BarRow => ({
  id: now.value ?? '',
  label: name,
  many: ` (${count(now.offered)})`,
  bars: [barOf(now.sla, before?.sla), barOf(now.conversion, before?.conversion)],
})

function barOf(share: number | null | undefined, before: number | null | undefined): Bar {
  const text = share == null ? '–' : percent(share)
  return { share: share ?? null, before, text: before == null ? text : `${text}, before ${percent(before)}` }
}
