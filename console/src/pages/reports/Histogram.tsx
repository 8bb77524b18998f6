import { Tooltip } from '@mantine/core'
import type { Column } from './buckets'
import css from './Histogram.module.css'

/** A distribution as it is: a column for each span of time, as high as handoffs took so long, outlined as high as it was. */
export function Histogram({ columns }: { columns: readonly Column[] }) {
  if (columns.length === 0) return null
  const told = columns.filter(({ count, before }) => count > 0 || before)
  return (
    <div className={css.histogram} role="img" aria-label={told.map(({ says }) => says).join('; ')}>
      {columns.map((column, place) => (
        <Tooltip key={column.says} label={column.says}>
          <div className={css.column}>
            <div className={css.plot}>
              <div className={css.bar} style={{ height: height(column.height) }} data-some={column.count > 0} />
              {!!column.before && <div className={css.outline} style={{ height: height(column.before) }} />}
            </div>
            <div className={css.edge}>{place % 2 === 0 && edge(column)}</div>
          </div>
        </Tooltip>
      ))}
    </div>
  )
}

const height = (part: number): string => `${100 * part}%`

/** Where a column ends, in as few letters as can be: there is room for every other one. */
const edge = ({ upTo }: Column): string => (upTo === 'longer' ? '…' : upTo.replace(' min', 'm').replace(' ', ''))
