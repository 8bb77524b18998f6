import type { ReactNode } from 'react'

/** What a cell is sorted and filtered by. */
export type Key = string | number | null | undefined

/** A column of a list. */
export interface Column<Row> {
  id: string
  title: string
  /** Sorts and filters; a column without one does neither. */
  key?: (row: Row) => Key
  /** What it is filtered by, where that is not what it is sorted by. */
  words?: (row: Row) => string
  render: (row: Row) => ReactNode
  /** Width in pixels; what is left over goes to columns without one. */
  width?: number
  align?: 'right'
  /** Left out on a phone. */
  wideOnly?: boolean
}

/** How wide a column without a width is at least, on a phone. */
const LEAST = 120

/** How wide a list is at least on a phone; pixels. */
export const least = <Row>(columns: readonly Column<Row>[]): number =>
  columns.reduce((sum, { width, wideOnly }) => sum + (wideOnly ? 0 : (width ?? LEAST)), 0)

/** Which column sorts, and whether downwards. */
export interface Sort {
  by: string
  down: boolean
}

/** `due` or `-due`, as it stands in an address. */
export const sortText = (sort: Sort): string => (sort.down ? `-${sort.by}` : sort.by)

/** What `due` or `-due` says. */
export function sortOf(text: string): Sort {
  return text.startsWith('-') ? { by: text.slice(1), down: true } : { by: text, down: false }
}

/** The rows in which every word of `words` occurs in some column. */
export function filtered<Row>(rows: readonly Row[], columns: readonly Column<Row>[], words: string): Row[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean)
  if (wanted.length === 0) return [...rows]
  return rows.filter((row) => {
    const text = columns
      .map((column) => column.words?.(row) ?? column.key?.(row) ?? '')
      .join(' ')
      .toLowerCase()
    return wanted.every((word) => text.includes(word))
  })
}

/** The rows in order; those without a value stand at the end either way. */
export function sorted<Row>(rows: readonly Row[], columns: readonly Column<Row>[], sort: Sort | undefined): Row[] {
  const key = columns.find((column) => column.id === sort?.by)?.key
  if (!key || !sort) return [...rows]
  return [...rows].sort((one, other) => compare(key(one), key(other), sort.down))
}

function compare(one: Key, other: Key, down: boolean): number {
  const missing = (key: Key) => key === null || key === undefined
  if (missing(one) || missing(other)) return Number(missing(one)) - Number(missing(other))
  const order =
    typeof one === 'number' && typeof other === 'number' ? one - other : String(one).localeCompare(String(other))
  return down ? -order : order
}
