import type { ReactNode } from 'react'
import { Tasks } from '../inbox/Tasks'
import { useAllTasks } from '../inbox/useAll'

/** The open tasks of playbooks about customers, the soonest due first. */
export function Onboarding({ kind, tools }: { kind: string | undefined; tools: ReactNode }) {
  const tasks = useAllTasks({ done: false })
  return (
    <Tasks
      tasks={kind ? tasks.rows.filter((task) => task.record.startsWith(`${kind} `)) : tasks.rows}
      loading={tasks.loading}
      tools={tools}
    />
  )
}
