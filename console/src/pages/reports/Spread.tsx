import { Progress } from '@mantine/core'
import type { Schemas } from '@/api/client'
import { spanOf } from '@/time/span'

/** A distribution in a line: where half, three quarters and nine tenths lie, of the last. */
export function Spread({ spread }: { spread: Schemas['SpreadView'] }) {
  const { p50, p75, p90 } = spread
  if (p50 == null || p75 == null || p90 == null || p90 === 0) return null
  const part = (of: number) => (100 * of) / p90
  return (
    <Progress.Root
      size={6}
      mt={4}
      role="img"
      aria-label={`half within ${spanOf(p50)}, three quarters within ${spanOf(p75)}, nine tenths within ${spanOf(p90)}`}
    >
      <Progress.Section value={part(p50)} color="toll.7" withAria={false} />
      <Progress.Section value={part(p75 - p50)} color="toll.4" withAria={false} />
      <Progress.Section value={part(p90 - p75)} color="toll.2" withAria={false} />
    </Progress.Root>
  )
}
