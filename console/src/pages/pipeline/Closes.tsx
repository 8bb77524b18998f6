import { Badge, Text } from '@mantine/core'
import { day } from '@/time/instant'

/** The calendar day on which a record is expected to close, and whether that is past. */
export function Closes({ on, now }: { on: string | undefined; now: Date }) {
  if (!on)
    return (
      <Text span inherit c="var(--quiet)">
        no close date
      </Text>
    )
  const at = new Date(`${on.slice(0, 10)}T23:59:59Z`)
  return at < now ? <Badge color="red">was due {day(at, 'UTC')}</Badge> : day(at, 'UTC')
}
