import type { Handoff } from '@/api/handoffs'
import type { Agreed } from '@/api/policy'
import type { Task } from '@/api/tasks'

/** The queues that `person` serves: those of the teams that they belong to. */
export function queuesOf(person: string, policy: Agreed): string[] {
  const teams = policy.teams.filter((team) => team.members.includes(person)).map((team) => team.id)
  return policy.queues.filter((queue) => teams.includes(queue.team)).map((queue) => queue.id)
}

/** What `person` has to look at: what they carry, and what waits in their queues for anybody. */
export function mine(handoffs: readonly Handoff[], person: string, queues: readonly string[]): Handoff[] {
  return handoffs.filter(
    (handoff) =>
      handoff.owner === person || (!handoff.owner && handoff.queue != null && queues.includes(handoff.queue)),
  )
}

/** What `person` sent and got back. */
export const returned = (handoffs: readonly Handoff[], person: string): Handoff[] =>
  handoffs.filter((handoff) => handoff.state === 'returned' && handoff.sender === person)

/** The open tasks of `person`, and those of their queues that nobody has taken. */
export function tasksOf(tasks: readonly Task[], person: string, queues: readonly string[]): Task[] {
  return tasks.filter(
    (task) => task.assignee === person || (!task.assignee && task.queue != null && queues.includes(task.queue)),
  )
}
