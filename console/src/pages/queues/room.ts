import type { Queue } from '@/api/queues'

export type Member = Queue['members'][number]

/** Whether a member holds as much of the queue as its members may. */
export const isFull = (member: Member, capacity: number | null | undefined): boolean =>
  capacity != null && member.open >= capacity

/** Who is gone is given nothing: the service refuses it. */
export const canTake = (member: Member): boolean => member.availability !== 'left'

/** Why giving a member something more is unusual, in words; nothing where it is not. */
export function doubts(member: Member, capacity: number | null | undefined): string[] {
  const said = []
  if (isFull(member, capacity)) said.push(`carries ${member.open} of ${capacity} already`)
  if (member.availability === 'away') said.push('is away')
  return said
}

/** How a queue finds who takes the next, as people say it. */
export const picks: Readonly<Record<string, string>> = {
  fair: 'the next goes to whoever has had the least',
  weighted: 'the next goes to whoever has had the least for their weight',
  least_loaded: 'the next goes to whoever carries the least',
  in_order: 'the next goes to the first in order who can take it',
  claim: 'the next waits until somebody claims it',
}

const back = 'Whoever comes back, or is new, begins at the mean of the others.'

/** What the level of a member does in a queue. */
export const levels: Readonly<Record<string, string>> = {
  fair: `The lowest level has the next. It rises with each handoff that is offered, and falls again with one that came back as wrong or was withdrawn. ${back}`,
  weighted: `Who has had the least for their weight has the next. ${back}`,
  least_loaded: 'This queue goes by what is carried; the level tells how much each has had.',
  in_order: 'This queue goes by the order of the team; the level tells how much each has had.',
  claim: 'Members pull from this queue; the level tells how much each has had.',
}
