import { Text } from '@mantine/core'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type CSSProperties, type ReactNode, useEffect, useMemo, useRef } from 'react'
import type { Keys } from '@/shell/useKeys'
import { count } from '@/time/units'
import { type Column, filtered, least, type Sort, sorted } from './columns'
import { FilterBox } from './FilterBox'
import { Head } from './Head'
import css from './List.module.css'
import { useCursor } from './useCursor'
import { useListState } from './useListState'

interface Props<Row> {
  /** Under which the order is remembered. */
  id: string
  /** What the list is, for who hears it. */
  label: string
  rows: readonly Row[]
  /** There are more than these: they come as one scrolls. */
  isPartial?: boolean
  columns: readonly Column<Row>[]
  rowId: (row: Row) => string
  onOpen?: (row: Row) => void
  /** The keyboard, or a click, came to this row. */
  onAt?: (row: Row | undefined) => void
  first?: Sort
  /** What is shown where there are no rows at all. */
  empty: ReactNode
  /** Filters and acts beside the words. */
  tools?: ReactNode
  /** What keys do on the row that the keyboard is on. */
  keys?: (row: Row) => Keys
  /** Height of the list: CSS. */
  height?: string
  /** The list came near its end: more may be loaded. */
  onEnd?: () => void
}

const ROW_PX = 41

/** Rows in columns: sorted, filtered, walked by keyboard, and drawn only where they can be seen. */
export function List<Row>(props: Props<Row>) {
  const { id, label, rows, columns, rowId, onOpen, empty, tools, height = 'calc(100dvh - 128px)' } = props
  const state = useListState(id, props.first)
  const shown = useMemo(
    () => sorted(filtered(rows, columns, state.words), columns, state.sort),
    [rows, columns, state.words, state.sort],
  )
  const scroll = useRef<HTMLElement>(null)
  const cursor = useCursor(
    shown.length,
    (at) => onOpen?.(shown[at] as Row),
    (at) => props.keys?.(shown[at] as Row) ?? {},
  )
  const window = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
  })
  const items = window.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  const { onEnd, onAt } = props
  const here = shown[cursor.at]
  const hereId = here && rowId(here)
  // biome-ignore lint/correctness/useExhaustiveDependencies: told when it is another row, not when the same is made anew
  useEffect(() => onAt?.(here), [hereId])
  useEffect(() => {
    if (shown.length > 0 && last >= shown.length - 20) onEnd?.()
  }, [last, shown.length, onEnd])
  // What fits may be among those that are not here yet.
  const isLooking = props.isPartial === true && state.words !== '' && looksOn(shown.length, rows.length)
  useEffect(() => {
    if (isLooking) onEnd?.()
  }, [isLooking, onEnd])
  useEffect(() => window.scrollToIndex(cursor.at), [cursor.at, window])
  const above = items[0]?.start ?? 0
  const below = window.getTotalSize() - (items.at(-1)?.end ?? 0)
  return (
    <>
      <div className={css.tools}>
        <FilterBox label={label} words={state.words} onWords={state.setWords} />
        {tools}
        <Text size="xs" c="var(--quiet)" ml="auto" role="status">
          {counted(shown.length, rows.length, props.isPartial)}
          {props.isPartial && state.isChosen && ', in order among these'}
        </Text>
      </div>
      {shown.length === 0 &&
        (rows.length === 0 ? (
          empty
        ) : (
          <Text ta="center" c="var(--quiet)" py="xl" size="sm">
            {nothing(state.words, rows.length, isLooking, props.isPartial)}
          </Text>
        ))}
      {shown.length > 0 && (
        <section ref={scroll} className={css.scroll} style={{ height }} aria-label={label}>
          <table
            className={css.table}
            style={{ '--least': `${least(columns)}px` } as CSSProperties}
            aria-rowcount={shown.length + 1}
          >
            <Head columns={columns} sort={state.sort} onSort={state.setSort} />
            <tbody>
              {above > 0 && <tr aria-hidden style={{ height: above }} />}
              {items.map(({ index }) => {
                const row = shown[index] as Row
                return (
                  <tr
                    key={rowId(row)}
                    className={css.row}
                    aria-rowindex={index + 2}
                    data-opens={onOpen && true}
                    data-cursor={index === cursor.at || undefined}
                    onClick={() => {
                      cursor.move(index)
                      onOpen?.(row)
                    }}
                  >
                    {columns.map((column) => (
                      <td key={column.id} data-align={column.align} data-wide={column.wideOnly || undefined}>
                        {column.render(row)}
                      </td>
                    ))}
                  </tr>
                )
              })}
              {below > 0 && <tr aria-hidden style={{ height: below }} />}
            </tbody>
          </table>
        </section>
      )}
    </>
  )
}

/** As many that fit are enough until somebody scrolls on, and as many are looked through at most. */
const [ENOUGH, MOST] = [50, 20_000]

const looksOn = (fitting: number, all: number): boolean => fitting < ENOUGH && all < MOST

function nothing(words: string, all: number, isLooking: boolean, isPartial = false): string {
  if (isLooking) return `Nothing so far fits “${words}”; looking on…`
  return isPartial ? `Nothing among the first ${count(all)} fits “${words}”.` : `Nothing fits “${words}”.`
}

function counted(shown: number, all: number, isPartial = false): string {
  const said = shown === all ? count(all) : `${count(shown)} of ${count(all)}`
  return isPartial ? `${said} so far` : said
}
