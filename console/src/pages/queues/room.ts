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
