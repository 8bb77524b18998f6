import { Group, Progress, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { tasksQuery } from '@/api/tasks'

interface Props {
  /** The record, as it is named: `customer C-1`. */
  record: string
  /** Only the tasks of this playbook, where it is said. */
  playbook?: string
  /** Only those that this handoff started, where it is said. */
  handoff?: string
}

/** How many of a record's tasks are done; asked only of rows that are drawn. */
export function TaskProgress({ record, playbook, handoff }: Props) {
  const tasks = useInfiniteQuery(tasksQuery({ record: record.replace(' ', '/'), done: true }))
  const all = (tasks.data?.pages.flatMap((page) => page.tasks) ?? []).filter(
    (task) => (!playbook || task.playbook === playbook) && (!handoff || task.handoff === handoff),
  )
  const done = all.filter((task) => task.state === 'done').length
  const late = all.filter((task) => task.overdue && task.state !== 'done').length
  if (!tasks.data) return <Quiet>…</Quiet>
  if (all.length === 0) return <Quiet>none</Quiet>
  return (
    <Group gap={8} wrap="nowrap">
      <Progress
        w={64}
        size={8}
        value={(100 * done) / all.length}
        color={late > 0 ? 'red' : done === all.length ? 'teal' : 'toll'}
        aria-label={`${done} of ${all.length} tasks done`}
      />
      <Text size="sm" span>
        {done} of {all.length}
        {late > 0 ? `, ${late} late` : ''}
      </Text>
    </Group>
  )
}

function Quiet({ children }: { children: string }) {
  return (
    <Text span inherit c="var(--quiet)">
      {children}
    </Text>
  )
}
