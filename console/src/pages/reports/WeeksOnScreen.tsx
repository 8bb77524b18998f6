import { Tooltip } from '@mantine/core'
import { ink } from './picture/ink'
import { heightOf, Lines } from './picture/lines'
import { plotOf } from './picture/plot'
import { told } from './told'
import type { Week } from './weeks'

interface Props {
  now: readonly Week[]
  before: readonly Week[]
  width: number
}

/** The chart of weeks on the page: each says its numbers where one points at it. */
export function WeeksOnScreen({ now, before, width }: Props) {
  const plot = plotOf(now, before, width)
  return (
    <svg width={width} height={heightOf(plot)} display="block" fill={ink.text} aria-hidden="true">
      <Lines ink={ink} plot={plot} now={now} before={before} />
      {now.map((week) => (
        <Tooltip key={week.name} label={<Said lines={[week.name, ...told(week, before)]} />}>
          <rect
            x={plot.x(week.number) - plot.step / 2}
            y={plot.top}
            width={plot.step}
            height={plot.bottom - plot.top}
            fill="transparent"
          />
        </Tooltip>
      ))}
    </svg>
  )
}

function Said({ lines }: { lines: readonly string[] }) {
  return lines.map((line) => <div key={line}>{line}</div>)
}
