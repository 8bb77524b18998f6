import { Stack, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { tasksQuery } from '@/api/tasks'
import { ProblemNotice } from '@/components/ProblemNotice'
import { RecordLink } from '@/components/RecordLink'
import { TaskList } from '@/components/TaskList'

/** The tasks of a record's playbook, done or not, and saying that one is done. */
export function Checklist({ record, playbook, now }: { record: string; playbook: string; now: Date }) {
  const tasks = useInfiniteQuery(tasksQuery({ record: record.replace(' ', '/'), done: true }))
  if (tasks.error) return <ProblemNotice thrown={tasks.error} onRetry={() => void tasks.refetch()} />
  const all = tasks.data?.pages.flatMap((page) => page.tasks).filter((task) => task.playbook === playbook) ?? []
  return (
    <Stack gap="md">
      <Text size="sm">
        <RecordLink record={record} title={all[0]?.record_title} />
      </Text>
      <TaskList tasks={all} now={now} />
    </Stack>
  )
}
