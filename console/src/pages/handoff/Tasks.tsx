import { Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { Handoff } from '@/api/handoffs'
import { tasksQuery } from '@/api/tasks'
import { Loaded } from '@/components/Loaded'
import { Section } from '@/components/Section'
import { TaskList } from '@/components/TaskList'

/** The tasks that a handoff started, done or not. */
export function Tasks({ handoff, now }: { handoff: Handoff; now: Date }) {
  const tasks = useInfiniteQuery(tasksQuery({ record: handoff.record.replace(' ', '/'), done: true }))
  const its = tasks.data?.pages.flatMap((page) => page.tasks).filter((task) => task.handoff === handoff.id)
  return (
    <Section title="Tasks">
      <Loaded query={{ ...tasks, data: its }} height={44}>
        {(all) =>
          all.length > 0 ? (
            <TaskList tasks={all} now={now} />
          ) : (
            <Text size="sm" c="var(--quiet)">
              It started none. A playbook makes tasks as a handoff is accepted, where the policy has one.
            </Text>
          )
        }
      </Loaded>
    </Section>
  )
}
