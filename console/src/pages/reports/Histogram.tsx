import { Tooltip } from '@mantine/core'
import type { Schemas } from '@/api/client'
import { spanOf } from '@/time/span'
import { count } from '@/time/units'
import css from './Histogram.module.css'

type Bucket = Schemas['BucketView']

/** A distribution as it is: a column for each span of time, as high as handoffs took so long. */
export function Histogram({ buckets }: { buckets: readonly Bucket[] }) {
  const most = Math.max(...buckets.map((bucket) => bucket.count))
  if (most <= 0) return null
  const told = buckets.map((bucket, place) => ({ ...bucket, says: says(bucket, buckets[place - 1]) }))
  const inWords = told.filter((bucket) => bucket.count > 0).map((bucket) => bucket.says)
  return (
    <div className={css.histogram} role="img" aria-label={inWords.join('; ')}>
      {told.map((bucket, place) => (
        <Tooltip key={bucket.says} label={bucket.says}>
          <div className={css.column}>
            <div
              className={css.bar}
              style={{ height: `${(100 * bucket.count) / most}%` }}
              data-some={bucket.count > 0}
            />
            <div className={css.edge}>{place % 2 === 0 && edge(bucket)}</div>
          </div>
        </Tooltip>
      ))}
    </div>
  )
}

function says({ count: many, up_to }: Bucket, before: Bucket | undefined): string {
  const from = before?.up_to == null ? undefined : spanOf(before.up_to)
  if (up_to == null) return `${count(many)} took longer than ${from}`
  return from ? `${count(many)} took ${from} to ${spanOf(up_to)}` : `${count(many)} took at most ${spanOf(up_to)}`
}

/** Where a column ends, in as few letters as can be: there is room for every other one. */
const edge = ({ up_to }: Bucket): string => (up_to == null ? '…' : spanOf(up_to).replace(' min', 'm').replace(' ', ''))
