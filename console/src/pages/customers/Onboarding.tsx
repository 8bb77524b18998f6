import { Drawer, Group, Select } from '@mantine/core'
import { useMemo, useState } from 'react'
import { usePolicy } from '@/api/policy'
import { Empty } from '@/components/Empty'
import { Loaded } from '@/components/Loaded'
import type { Column } from '@/components/list/columns'
import { List } from '@/components/list/List'
import { named, titled } from '@/components/named'
import { PersonName } from '@/components/PersonName'
import { Due } from '@/components/TaskList'
import { useMinute } from '@/time/useMinute'
import { useAllTasks } from '../inbox/useAll'
import { Checklist } from './Checklist'
import { customerColumn } from './customerColumn'
import { type Run, runsOf } from './runs'
import { TaskProgress } from './TaskProgress'

function columns(now: Date): Column<Run>[] {
  return [
    customerColumn((row) => row.title ?? row.record),
    {
      id: 'progress',
      title: 'Tasks done',
      key: (row) => row.tasks.length,
      render: (row) => <TaskProgress record={row.record} playbook={row.playbook} />,
      width: 180,
    },
    {
      id: 'next',
      title: 'Next',
      key: (row) => row.next?.title,
      render: (row) => row.next?.title ?? 'waits for others',
      wideOnly: true,
    },
    {
      id: 'due',
      title: 'Due',
      key: (row) => row.next?.due_at,
      render: (row) => row.next && <Due task={row.next} now={now} />,
      width: 200,
      wideOnly: true,
    },
    {
      id: 'by',
      title: 'Who',
      key: (row) => row.next?.assignee ?? row.next?.queue,
      render: (row) =>
        row.next?.assignee ? <PersonName id={row.next.assignee} /> : named(row.next?.queue ?? 'nobody'),
      width: 160,
      wideOnly: true,
    },
  ]
}

interface Props {
  /** The kind of record that customers are. */
  kind: string
  playbook: string | undefined
  onPlaybook: (playbook: string) => void
}

/** How far each customer is in a playbook, what is next, and by when. */
export function Onboarding({ kind, playbook: wanted, onPlaybook }: Props) {
  const playbooks = usePolicy().playbooks.filter((one) => one.record === kind)
  const playbook = playbooks.find((one) => one.id === wanted) ?? playbooks[0]
  const tasks = useAllTasks({})
  const now = useMinute()
  const shown = useMemo(() => columns(now), [now])
  const runs = useMemo(
    () => runsOf(tasks.rows.filter((task) => task.playbook === playbook?.id)),
    [tasks.rows, playbook?.id],
  )
  const [open, setOpen] = useState<string>()
  const run = runs.find((one) => one.record === open)
  return (
    <Loaded
      query={{ data: tasks.loading ? undefined : runs, error: tasks.error, refetch: tasks.retry }}
      height={560}
      flush
    >
      {(rows) => (
        <>
          <List
            id="onboarding"
            label="Progress of playbooks"
            rows={rows}
            columns={shown}
            rowId={(row) => `${row.record} ${row.playbook}`}
            first={{ by: 'due', down: false }}
            tools={
              <Group gap={8}>
                <Select
                  size="xs"
                  w={150}
                  aria-label="Playbook"
                  allowDeselect={false}
                  data={playbooks.map((one) => ({ value: one.id, label: titled(one.id) }))}
                  value={playbook?.id ?? null}
                  onChange={(id) => id && onPlaybook(id)}
                />
              </Group>
            }
            onOpen={(row) => setOpen(row.record)}
            empty={
              <Empty title="Nothing is to do">
                Playbooks make tasks: a kickoff when a deal is handed over, a renewal some time before its date.
              </Empty>
            }
          />
          <Drawer
            opened={run !== undefined}
            onClose={() => setOpen(undefined)}
            position="right"
            size="lg"
            title={run && `${titled(run.playbook)} of ${run.title ?? run.record}`}
          >
            {run && <Checklist record={run.record} playbook={run.playbook} now={now} />}
          </Drawer>
        </>
      )}
    </Loaded>
  )
}
