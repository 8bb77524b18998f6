import { Text, Tooltip } from '@mantine/core'
import { day, dayAndClock, soonOrLater } from '@/time/instant'
import { InZones } from './InZones'

interface Props {
  at: string | Date
  /** Whose time it is: their zone is shown on hover. */
  of?: string | null
  /** Writes near instants as `Mon 08:30`. */
  now?: Date
  /** Only the day. */
  dayOnly?: boolean
}

/** An instant in the reader's zone, with the owner's zone on hover. */
export function Moment({ at, of, now, dayOnly }: Props) {
  const instant = new Date(at)
  const text = dayOnly ? day(instant) : now ? soonOrLater(instant, now) : dayAndClock(instant)
  return (
    <Tooltip label={<InZones at={instant} of={of} />}>
      <Text component="time" dateTime={instant.toISOString()} inherit span>
        {text}
      </Text>
    </Tooltip>
  )
}
