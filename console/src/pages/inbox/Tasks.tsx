import { Badge, Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { problemOf } from '@/api/problem'
import { completeTask, type Task } from '@/api/tasks'
import { Coming, Empty } from '@/components/Empty'
import type { Column } from '@/components/list/columns'
import { List } from '@/components/list/List'
import { Moment } from '@/components/Moment'
import { RecordLink } from '@/components/RecordLink'
import { useNow } from '@/time/useNow'

/** Tasks to do, the soonest due first. */
export function Tasks({ tasks, loading, tools }: { tasks: readonly Task[]; loading: boolean; tools: ReactNode }) {
  const now = useNow()
  const client = useQueryClient()
  const done = useMutation({
    mutationFn: (task: Task) => completeTask(task.id),
    onSuccess: () => client.invalidateQueries({ queryKey: ['tasks'] }),
    onError: (thrown) =>
      notifications.show({ color: 'red', title: 'The task is not done', message: problemOf(thrown).message }),
  })
  const columns: Column<Task>[] = [
    { id: 'task', title: 'Task', key: (row) => row.title, render: (row) => row.title },
    {
      id: 'record',
      title: 'Record',
      key: (row) => row.record_title ?? row.record,
      render: (row) => <RecordLink record={row.record} title={row.record_title} />,
      wideOnly: true,
    },
    { id: 'due', title: 'Due', key: (row) => row.due_at, render: (row) => <Due task={row} now={now} />, width: 225 },
    {
      id: 'done',
      title: '',
      render: (row) => (
        <Button
          size="compact-xs"
          variant="default"
          disabled={done.isPending || row.state === 'waiting'}
          onClick={() => done.mutate(row)}
        >
          Done
        </Button>
      ),
      width: 90,
    },
  ]
  return (
    <List
      id="tasks"
      label="Tasks"
      rows={tasks}
      columns={columns}
      rowId={(row) => row.id}
      first={{ by: 'due', down: false }}
      tools={tools}
      empty={
        loading ? (
          <Coming />
        ) : (
          <Empty title="No task is open">
            Playbooks make tasks: a kickoff when a deal is handed over, a renewal some time before its date.
          </Empty>
        )
      }
    />
  )
}

function Due({ task, now }: { task: Task; now: Date }) {
  if (task.state === 'waiting') return <Badge color="gray">waits for others</Badge>
  if (!task.due_at) return null
  return (
    <Badge color={task.overdue ? 'red' : 'toll'}>
      {task.overdue ? 'was due ' : 'due '}
      <Moment at={task.due_at} of={task.assignee} now={now} />
    </Badge>
  )
}
