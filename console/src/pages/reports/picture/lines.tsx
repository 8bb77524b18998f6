import { percent } from '@/time/units'
import { short, type Week } from '../weeks'
import type { Ink } from './ink'
import { Legend } from './Legend'
import { type Plot, pathsOf } from './plot'

/** What is drawn of each week. */
export const series = [
  { name: 'SLA kept', shareOf: (week: Week) => week.sla, colour: 'main' },
  { name: 'Conversion', shareOf: (week: Week) => week.conversion, colour: 'second' },
] as const

type Series = (typeof series)[number]

interface Props {
  ink: Ink
  plot: Plot
  now: readonly Week[]
  before: readonly Week[]
}

/** How high a chart of lines is, with its legend and the names of the weeks. */
export const heightOf = ({ bottom }: Plot): number => bottom + 24

/** Shares week by week, an earlier period thinner behind them, and what is still open dashed and hollow. */
export function Lines({ ink, plot, now, before }: Props) {
  return (
    <g fontSize={11}>
      <Legend ink={ink} series={series} hasOpen={now.some((week) => week.isOpen)} hasBefore={before.length > 0} />
      <Axes ink={ink} plot={plot} weeks={now} />
      {series.map((one) => (
        <g key={one.name}>
          <Earlier ink={ink} plot={plot} weeks={before} series={one} />
          <Line ink={ink} plot={plot} weeks={now} series={one} />
        </g>
      ))}
    </g>
  )
}

/** Room for the name of a week. */
const NAME = 36

function Axes({ ink, plot, weeks }: { ink: Ink; plot: Plot; weeks: readonly Week[] }) {
  const every = Math.ceil(NAME / plot.step)
  return (
    <>
      {[0, 0.25, 0.5, 0.75, 1].map((share) => (
        <g key={share}>
          <line x1={plot.left} x2={plot.right} y1={plot.y(share)} y2={plot.y(share)} stroke={ink.line} />
          <text x={plot.left - 8} y={plot.y(share) + 4} textAnchor="end" fill={ink.quiet}>
            {percent(share)}
          </text>
        </g>
      ))}
      {weeks
        .filter(({ number }) => number % every === 0)
        .map(({ number, name }) => (
          <text key={name} x={plot.x(number)} y={plot.bottom + 17} textAnchor="middle" fill={ink.quiet}>
            {short(name)}
          </text>
        ))}
    </>
  )
}

interface LineProps {
  ink: Ink
  plot: Plot
  weeks: readonly Week[]
  series: Series
}

function Line({ ink, plot, weeks, series: { shareOf, colour } }: LineProps) {
  const { whole, dashed } = pathsOf(weeks, shareOf, plot)
  const stroke = ink[colour]
  return (
    <g fill="none" stroke={stroke} strokeWidth={2} strokeLinecap="round">
      <path d={whole} />
      <path d={dashed} strokeDasharray="3 5" />
      {dots(weeks, shareOf, plot).map(({ week, x, y }) => (
        <circle key={week.name} cx={x} cy={y} r={3} fill={week.isOpen ? ink.sheet : stroke} strokeWidth={1.5} />
      ))}
    </g>
  )
}

function Earlier({ ink, plot, weeks, series: { shareOf, colour } }: LineProps) {
  const { whole, dashed } = pathsOf(weeks, shareOf, plot)
  return (
    <g fill={ink[colour]} stroke={ink[colour]} opacity={0.5}>
      <path d={whole + dashed} />
      {dots(weeks, shareOf, plot).map(({ week, x, y }) => (
        <circle key={week.name} cx={x} cy={y} r={1.5} stroke="none" />
      ))}
    </g>
  )
}

const dots = (weeks: readonly Week[], shareOf: Series['shareOf'], { x, y }: Plot) =>
  weeks.flatMap((week) => {
    const share = shareOf(week)
    return share === null ? [] : [{ week, x: x(week.number), y: y(share) }]
  })
