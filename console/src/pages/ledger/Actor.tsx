import type { Entry } from '@/api/ledger'
import { usePeople } from '@/api/people'
import { PersonName } from '@/components/PersonName'

/** Who brought an entry about: a person by name, or a system. */
export function Actor({ entry: { actor } }: { entry: Entry }) {
  const people = usePeople()
  if (!actor) return null
  return people.has(actor) ? <PersonName id={actor} /> : actor
}
