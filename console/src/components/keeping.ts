import type { Schemas } from '@/api/client'
import { count } from '@/time/units'

type KindView = Schemas['KindView']

/** Something that is kept for a while: what, for how many days, and from when they count. */
export interface Kept {
  what: string
  days: number
  from: string
}

const SAID = 'it was last said'
const HEARD = 'the last that is heard of the record'

/** What of a kind of record is kept for how long: its personal fields together, then fields that have a rule of their own. */
export function keptOf(kind: KindView): Kept[] {
  const together = kind.keep == null ? [] : [{ what: personalOf(kind), days: kind.keep, from: HEARD }]
  const alone = kind.fields.flatMap(({ name, keep }) => (keep == null ? [] : [{ what: name, days: keep, from: SAID }]))
  return [...together, ...alone]
}

/** Its personal fields, and those that the policy no longer declares. */
function personalOf(kind: KindView): string {
  const personal = kind.fields.filter((field) => field.personal).map((field) => field.name)
  return [...personal, 'fields no longer in the policy'].join(', ')
}

/** `1 day`, `730 days`. */
export const daysOf = (many: number): string => `${count(many)} ${many === 1 ? 'day' : 'days'}`
