import { Text, Tooltip } from '@mantine/core'
import { day, dayAndClock, readersZone, soonOrLater } from '@/time/instant'

interface Props {
  at: string | Date
  /** The zone of whom it is about, shown on hover. */
  zone?: string | null
  /** Writes near instants as `Mon 08:30`. */
  now?: Date
  /** Only the day. */
  dayOnly?: boolean
}

/** An instant in the reader's zone, with the owner's zone on hover. */
export function Moment({ at, zone, now, dayOnly }: Props) {
  const instant = new Date(at)
  const text = dayOnly ? day(instant) : now ? soonOrLater(instant, now) : dayAndClock(instant)
  return (
    <Tooltip label={<InZones at={instant} zones={[readersZone(), zone ?? 'UTC']} />}>
      <Text component="time" dateTime={instant.toISOString()} inherit span>
        {text}
      </Text>
    </Tooltip>
  )
}

function InZones({ at, zones }: { at: Date; zones: string[] }) {
  return [...new Set(zones)].map((zone) => (
    <div key={zone}>
      {dayAndClock(at, zone)} · {zone}
    </div>
  ))
}
