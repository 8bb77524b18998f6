import { Badge, Button, Group, Stack, Text } from '@mantine/core'
import { IconCircle, IconCircleCheck, IconCircleDashed } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { completeTask, type Task, tasksQuery } from '@/api/tasks'
import { Moment } from '@/components/Moment'
import { PersonName } from '@/components/PersonName'
import { ProblemNotice } from '@/components/ProblemNotice'
import { RecordLink } from '@/components/RecordLink'
import { useDoing } from '@/components/useDoing'
import { useMay } from '@/session/me'

/** The tasks of a record's playbook, done or not, and saying that one is done. */
export function Checklist({ record, playbook, now }: { record: string; playbook: string; now: Date }) {
  const mayAct = useMay('act on handoffs and tasks')
  const tasks = useInfiniteQuery(tasksQuery({ record: record.replace(' ', '/'), done: true }))
  const completing = useDoing((task: Task) => completeTask(task.id), {
    done: 'Done.',
    failed: 'The task is not done',
    changes: ['tasks', 'handoffs', 'story'],
  })
  if (tasks.error) return <ProblemNotice thrown={tasks.error} onRetry={() => void tasks.refetch()} />
  const all = tasks.data?.pages.flatMap((page) => page.tasks).filter((task) => task.playbook === playbook) ?? []
  return (
    <Stack gap="md">
      <Text size="sm">
        <RecordLink record={record} title={all[0]?.record_title} />
      </Text>
      <Stack gap={10} component="ul" m={0} p={0}>
        {all.map((task) => (
          <Group key={task.id} component="li" gap={10} wrap="nowrap" align="start">
            <Mark task={task} />
            <div style={{ flex: 1 }}>
              <Text size="sm">{task.title}</Text>
              <Text size="xs" c="var(--quiet)">
                {task.assignee ? <PersonName id={task.assignee} /> : (task.queue ?? 'nobody')}
                {task.done_at && (
                  <>
                    , done <Moment at={task.done_at} of={task.assignee} />
                  </>
                )}
              </Text>
            </div>
            {task.state !== 'done' && <Due task={task} now={now} />}
            {mayAct && task.state === 'open' && (
              <Button
                size="compact-xs"
                variant="default"
                aria-label={`Done: ${task.title}`}
                loading={completing.busy}
                onClick={() => void completing.run(task)}
              >
                Done
              </Button>
            )}
          </Group>
        ))}
      </Stack>
    </Stack>
  )
}

function Mark({ task }: { task: Task }) {
  if (task.state === 'done') return <IconCircleCheck size={18} color="var(--mantine-color-teal-6)" aria-label="done" />
  if (task.state === 'waiting') return <IconCircleDashed size={18} aria-label="waits for others" />
  return <IconCircle size={18} aria-label="to do" />
}

/** When a task is due, and whether that is past. */
export function Due({ task, now }: { task: Task; now: Date }) {
  if (!task.due_at) return null
  return (
    <Badge color={task.overdue ? 'red' : task.state === 'waiting' ? 'gray' : 'toll'}>
      {task.overdue ? 'was due ' : 'due '}
      <Moment at={task.due_at} of={task.assignee} {...(task.overdue ? { dayOnly: true } : { now })} />
    </Badge>
  )
}
