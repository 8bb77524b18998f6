import { usePeople } from '@/api/people'
import { usePolicy } from '@/api/policy'
import { dayAndClock, readersZone } from '@/time/instant'

interface Props {
  at: Date
  /** Whose time it is: the person's zone stands beside the reader's; the workspace's where it is nobody's. */
  of?: string | null
}

/** An instant in the reader's zone and its owner's, a line each; one where they are the same. */
export function InZones({ at, of }: Props) {
  const owner = usePeople().get(of ?? '')
  const { zone: common } = usePolicy().workspace
  const lines = new Map([[owner?.zone ?? common, owner ? `${owner.name}’s time` : 'the workspace’s time']])
  lines.set(readersZone(), 'your time')
  return [...lines].reverse().map(([zone, whose]) => (
    <div key={zone}>
      {dayAndClock(at, zone)} · {zone}, {whose}
    </div>
  ))
}
