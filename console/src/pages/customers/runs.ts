import type { Task } from '@/api/tasks'

/** A playbook that runs for a record: what of it is still to do. */
export interface Run {
  record: string
  title: string | null | undefined
  playbook: string
  /** Open or waiting, the soonest due first. */
  tasks: Task[]
  /** What can be done now. */
  next: Task | undefined
  late: number
}

/** The runs that `tasks`, which are to do, belong to. */
export function runsOf(tasks: readonly Task[]): Run[] {
  const runs = new Map<string, Task[]>()
  for (const task of tasks) {
    const key = `${task.record}\n${task.playbook}`
    runs.set(key, [...(runs.get(key) ?? []), task])
  }
  return [...runs.values()].map((of) => {
    const sorted = [...of].sort((one, other) => (one.due_at ?? '9').localeCompare(other.due_at ?? '9'))
    const [first] = sorted as [Task, ...Task[]]
    return {
      record: first.record,
      title: first.record_title,
      playbook: first.playbook,
      tasks: sorted,
      next: sorted.find((task) => task.state === 'open'),
      late: sorted.filter((task) => task.overdue).length,
    }
  })
}
