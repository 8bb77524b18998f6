import { useMe } from '@/session/me'
import { readIn } from '@/time/instant'
import { Shell } from './Shell'

/** What only who is in may see, at the times of their zone: where they choose another, all of it is drawn anew. */
export function Inside() {
  const { zone } = useMe()
  readIn(zone)
  return <Shell key={zone} />
}
