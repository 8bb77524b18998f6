import type { Schemas } from '@/api/client'
import { spanOf } from '@/time/span'
import { count, percent } from '@/time/units'

type Bucket = Schemas['BucketView']

/** A column of a distribution, beside the same of another period. */
export interface Column {
  says: string
  /** Up to where it goes: `15 min`; `longer` for the last, which has no end. */
  upTo: string
  count: number
  /** Parts of the tallest column of either period. */
  height: number
  /** The same of the other period; `undefined` where there is none. */
  before: number | undefined
}

const sum = (buckets: readonly Bucket[]): number => buckets.reduce((all, bucket) => all + bucket.count, 0)

/** The columns of a distribution: shares of those that got there, as periods differ in how many did; none where none did. */
export function columnsOf(now: readonly Bucket[], before: readonly Bucket[] = []): Column[] {
  const [all, allBefore] = [sum(now), sum(before)]
  const then = new Map(before.map((bucket) => [bucket.up_to ?? null, bucket.count / allBefore]))
  const shares = now.map((bucket) => ({
    share: all && bucket.count / all,
    before: allBefore ? (then.get(bucket.up_to ?? null) ?? 0) : undefined,
  }))
  const most = Math.max(...shares.map(({ share, before }) => Math.max(share, before ?? 0)))
  if (!(most > 0)) return []
  return shares.map(({ share, before }, place) => {
    const bucket = now[place] as Bucket
    const compared = before === undefined ? '' : `: ${percent(share)}, before ${percent(before)}`
    return {
      says: says(bucket, now[place - 1]) + compared,
      upTo: bucket.up_to == null ? 'longer' : spanOf(bucket.up_to),
      count: bucket.count,
      height: share / most,
      before: before === undefined ? undefined : before / most,
    }
  })
}

function says({ count: many, up_to }: Bucket, below: Bucket | undefined): string {
  const from = below?.up_to == null ? undefined : spanOf(below.up_to)
  if (up_to == null) return `${count(many)} took longer than ${from}`
  return from ? `${count(many)} took ${from} to ${spanOf(up_to)}` : `${count(many)} took at most ${spanOf(up_to)}`
}
