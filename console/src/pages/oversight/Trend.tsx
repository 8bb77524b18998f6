import { Sparkline } from '@mantine/charts'
import type { Schemas } from '@/api/client'
import { amount } from '@/components/amount'
import { day } from '@/time/instant'

/** The primary figure, week by week. */
export function Trend({ weeks, currency }: { weeks: readonly Schemas['WeekView'][]; currency: string }) {
  const known = weeks.filter((week) => week.value)
  if (known.length < 2) return null
  const words = known.map((week) => `${day(new Date(week.from))}: ${amount(week.value, currency)}`).join('; ')
  return (
    <div role="img" aria-label={`Week by week: ${words}`} title={`${known.length} weeks`}>
      <Sparkline
        w={120}
        h={26}
        data={known.map((week) => week.value?.value ?? 0)}
        curveType="linear"
        color="toll.5"
        fillOpacity={0.15}
        strokeWidth={1.6}
      />
    </div>
  )
}
