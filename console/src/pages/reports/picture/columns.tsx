import { count } from '@/time/units'
import type { Column } from '../buckets'
import type { Ink } from './ink'
import { type Drawing, INNER } from './Sheet'

const PLOT = 170
/** Room for the number above the tallest column. */
const ABOVE = 18

/** A distribution: columns on an axis of spans, with `axis` said below them. */
export function columns(ink: Ink, columns: readonly Column[], axis: string, notes: Drawing['notes']): Drawing {
  const step = INNER / columns.length
  return {
    height: ABOVE + PLOT + 44,
    isCompared: columns.some(({ before }) => before !== undefined),
    notes,
    body: (
      <>
        {columns.map((column, place) => (
          <g key={column.says} transform={`translate(${place * step} ${ABOVE})`} textAnchor="middle">
            <OneColumn ink={ink} column={column} width={step} />
          </g>
        ))}
        <line y1={ABOVE + PLOT} y2={ABOVE + PLOT} x2={INNER} stroke={ink.quiet} />
        <text x={INNER / 2} y={ABOVE + PLOT + 38} textAnchor="middle" fontSize={11} fill={ink.quiet}>
          {axis}
        </text>
      </>
    ),
  }
}

function OneColumn({ ink, column, width }: { ink: Ink; column: Column; width: number }) {
  const { height, before, upTo } = column
  const box = { x: 4, width: width - 8, rx: 2 }
  return (
    <>
      <rect {...box} y={PLOT * (1 - height)} height={PLOT * height} fill={ink.main} />
      {before !== undefined && (
        <rect {...box} y={PLOT * (1 - before)} height={PLOT * before} fill="none" stroke={ink.text} />
      )}
      <text x={width / 2} y={numberAt(PLOT * (1 - height), PLOT * (1 - (before ?? 0)))} fontSize={11}>
        {column.count > 0 && count(column.count)}
      </text>
      <text x={width / 2} y={PLOT + 16} fontSize={11} fill={ink.quiet}>
        {upTo}
      </text>
    </>
  )
}

/** Where the number of a column stands: above it, and above an outline that would go through the number. */
function numberAt(top: number, outline: number): number {
  const isCrossed = outline < top && top - outline < ABOVE
  return (isCrossed ? outline : top) - 5
}
