import type { Ink } from './ink'
import { type Drawing, INNER } from './Sheet'
import { cut } from './words'

/** One thing in a row of bars. */
export interface Bar {
  /** Parts of 1; `null` where there is none. */
  share: number | null
  /** The same of the other period, drawn as an outline. */
  before?: number | null
  /** What stands beside the bar. */
  text: string
  isCalm?: boolean
}

export interface BarRow {
  id: string
  label: string
  /** What stands behind the label, however long that is. */
  many?: string
  bars: readonly Bar[]
}

const ROW = 26
const HEAD = 22
const LABEL = 200
/** How many letters a label has room for. */
const LETTERS = 27
/** Room for the text beside a bar, and before the next. */
const TEXT = { alone: 180, several: 140 }

/** Rows of bars below the names of their columns: each as long as its share. */
export function bars(ink: Ink, columns: readonly string[], rows: readonly BarRow[], note?: string): Drawing {
  const width = (INNER - LABEL) / columns.length
  const text = columns.length > 1 ? TEXT.several : TEXT.alone
  const isCompared = rows.some(({ bars }) => bars.some(({ before }) => before != null))
  return {
    height: HEAD + rows.length * ROW,
    isCompared,
    notes: [note, isCompared ? 'Outlines are those of the period compared with.' : undefined],
    body: (
      <>
        {columns.map((column, place) => (
          <text key={column} x={LABEL + place * width} y={10} fontSize={11} fill={ink.quiet}>
            {column}
          </text>
        ))}
        {rows.map(({ id, label, many = '', bars }, row) => (
          <g key={id} transform={`translate(0 ${HEAD + row * ROW})`}>
            <text y={12}>{cut(label, LETTERS - many.length) + many}</text>
            {bars.map((bar, place) => (
              <g key={columns[place]} transform={`translate(${LABEL + place * width} 0)`}>
                <OneBar ink={ink} bar={bar} width={width - text} />
              </g>
            ))}
          </g>
        ))}
      </>
    ),
  }
}

function OneBar({ ink, bar, width }: { ink: Ink; bar: Bar; width: number }) {
  const { share, before, text, isCalm } = bar
  return (
    <>
      <rect y={2} width={width} height={12} rx={2} fill={ink.line} />
      {share !== null && <rect y={2} width={share * width} height={12} rx={2} fill={isCalm ? ink.calm : ink.main} />}
      {before != null && <rect width={before * width} height={16} rx={2} fill="none" stroke={ink.text} />}
      <text x={width + 8} y={12} fontSize={11}>
        {text}
      </text>
    </>
  )
}
