import { Badge, Button, Group, Stack, Text } from '@mantine/core'
import { IconCircle, IconCircleCheck, IconCircleDashed } from '@tabler/icons-react'
import { completeTask, type Task } from '@/api/tasks'
import { useMay } from '@/session/me'
import { Moment } from './Moment'
import { PersonName } from './PersonName'
import { useDoing } from './useDoing'

/** Tasks, done or not, each with who does it, and saying that one is done. */
export function TaskList({ tasks, now }: { tasks: readonly Task[]; now: Date }) {
  const mayAct = useMay('act on handoffs and tasks')
  const completing = useDoing((task: Task) => completeTask(task.id), {
    done: 'Done.',
    failed: 'The task is not done',
    changes: ['tasks', 'handoffs', 'story'],
  })
  return (
    <Stack gap={10} component="ul" m={0} p={0}>
      {tasks.map((task) => (
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
