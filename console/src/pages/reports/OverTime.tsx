import { LineChart } from '@mantine/charts'
import '@mantine/charts/styles.css'
import { Text, VisuallyHidden } from '@mantine/core'
import type { Schemas } from '@/api/client'
import { percent } from '@/time/units'
import { ChartPaper } from './ChartPaper'

type GroupView = Schemas['GroupView']

const series = [
  { name: 'SLA kept', color: 'toll.6' },
  { name: 'Conversion', color: 'teal.6' },
]

/** How promises were kept, and what came of it, week by week. */
export function OverTime({ weeks }: { weeks: readonly GroupView[] }) {
  const data = weeks.map((week) => ({
    week: week.value ?? '',
    'SLA kept': week.sla ?? null,
    Conversion: week.conversion ?? null,
  }))
  return (
    <ChartPaper title="Week by week" hasChart={data.length > 0}>
      {data.length === 0 ? (
        <Text size="sm" c="var(--quiet)">
          No week of the period has a handoff.
        </Text>
      ) : (
        <>
          <div aria-hidden>
            <LineChart
              h={230}
              data={data}
              dataKey="week"
              series={series}
              curveType="linear"
              withLegend
              yAxisProps={{ domain: [0, 1], width: 52 }}
              valueFormatter={percent}
              connectNulls={false}
              lineChartProps={{ accessibilityLayer: false }}
              lineProps={{ isAnimationActive: false }}
            />
          </div>
          <VisuallyHidden>
            <table>
              <caption>Week by week</caption>
              <tbody>
                {data.map((week) => (
                  <tr key={week.week}>
                    <th scope="row">{week.week}</th>
                    {series.map(({ name }) => (
                      <td key={name}>
                        {name}: {shown(week[name as 'Conversion'])}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </VisuallyHidden>
        </>
      )}
    </ChartPaper>
  )
}

const shown = (share: number | null): string => (share === null ? 'none' : percent(share))
