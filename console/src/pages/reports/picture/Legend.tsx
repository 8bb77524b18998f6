import type { Ink } from './ink'

interface Props {
  ink: Ink
  series: readonly { name: string; colour: keyof Ink }[]
  hasOpen: boolean
  hasBefore: boolean
}

const SIGN = 18
const LETTER = 6.2

/** What the lines of a chart are. */
export function Legend({ ink, series, hasOpen, hasBefore }: Props) {
  const items = [
    ...series.map(({ name, colour }) => ({ name, stroke: ink[colour], strokeWidth: 2 })),
    ...(hasOpen ? [{ name: 'still open', stroke: ink.quiet, strokeWidth: 2, strokeDasharray: '3 5' }] : []),
    ...(hasBefore ? [{ name: 'before', stroke: ink.quiet, strokeWidth: 1, opacity: 0.7 }] : []),
  ]
  return items.map(({ name, ...line }, place) => {
    const x = items.slice(0, place).reduce((sum, item) => sum + SIGN + 24 + LETTER * item.name.length, 0)
    return (
      <g key={name} transform={`translate(${x} 0)`}>
        <line x2={SIGN} y1={8} y2={8} {...line} />
        <text x={SIGN + 6} y={12} fill={ink.quiet}>
          {name}
        </text>
      </g>
    )
  })
}
