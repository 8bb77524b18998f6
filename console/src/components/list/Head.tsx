import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import type { Column, Sort } from './columns'
import css from './List.module.css'

interface Props<Row> {
  columns: readonly Column<Row>[]
  sort: Sort | undefined
  onSort: (sort: Sort) => void
}

/** The titles of a list; those that sort are buttons. */
export function Head<Row>({ columns, sort, onSort }: Props<Row>) {
  return (
    <thead>
      <tr>
        {columns.map((column) => {
          const down = sort?.by === column.id ? sort.down : undefined
          return (
            <th
              key={column.id}
              scope="col"
              style={{ width: column.width }}
              data-align={column.align}
              data-wide={column.wideOnly || undefined}
              aria-sort={down === undefined ? undefined : down ? 'descending' : 'ascending'}
            >
              {column.key ? (
                <button
                  type="button"
                  className={css.title}
                  onClick={() => onSort({ by: column.id, down: down === false })}
                >
                  <span className={css.words}>{column.title}</span>
                  {down !== undefined &&
                    (down ? <IconArrowDown size={13} aria-hidden /> : <IconArrowUp size={13} aria-hidden />)}
                </button>
              ) : (
                <span className={css.title}>
                  <span className={css.words}>{column.title}</span>
                </span>
              )}
            </th>
          )
        })}
      </tr>
    </thead>
  )
}
