import type { ReactNode } from 'react'
import { type About, inDays } from '../about'
import type { Ink } from './ink'
import { cut, wrapped } from './words'

/** A chart below its title: so high, and with notes under it. */
export interface Drawing {
  height: number
  body: ReactNode
  /** Another period is in it too. */
  isCompared?: boolean
  notes?: readonly (string | undefined)[]
}

/** Draws a chart in given colours, `INNER` wide. */
export type Draw = (ink: Ink) => Drawing

interface Props {
  title: string
  about: About
  draw: Draw
  ink: Ink
}

const WIDTH = 720
const EDGE = 24
const HEAD = 74
const LINE = 17
/** How many letters of a note fit into a line. */
const LETTERS = 112
const FONT = "'Inter Variable', Inter, system-ui, sans-serif"

/** How much room a chart has from left to right. */
export const INNER = WIDTH - 2 * EDGE

/** A chart as a picture of its own: what it is, of which days, and the chart in the colours handed in. */
export function Sheet({ title, about, draw, ink }: Props) {
  const { height, body, isCompared, notes = [] } = draw(ink)
  const lines = notes.flatMap((note) => (note ? wrapped(note, LETTERS) : []))
  const below = HEAD + height + 22
  const whole = below + lines.length * LINE + (lines.length > 0 ? 8 : 0)
  return (
    <svg width={WIDTH} height={whole} viewBox={`0 0 ${WIDTH} ${whole}`} fontFamily={FONT} fontSize={12} fill={ink.text}>
      <title>{title}</title>
      <rect width={WIDTH} height={whole} fill={ink.sheet} />
      <text x={EDGE} y={34} fontSize={16} fontWeight={600}>
        {cut(title, 72)}
      </text>
      <text x={EDGE} y={54} fill={ink.quiet}>
        {cut(subtitle(about, isCompared), LETTERS)}
      </text>
      <g transform={`translate(${EDGE} ${HEAD})`}>{body}</g>
      {lines.map((line, place) => (
        <text key={line} x={EDGE} y={below + place * LINE} fontSize={11} fill={ink.quiet}>
          {line}
        </text>
      ))}
    </svg>
  )
}

function subtitle({ title, period, compared }: About, isCompared = false): string {
  const days = `${title}, offered ${inDays(period)}`
  return compared && isCompared ? `${days}, compared with ${inDays(compared)}` : days
}
