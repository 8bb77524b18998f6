import { Badge, Tooltip } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { Schemas } from '@/api/client'
import type { Handoff } from '@/api/handoffs'
import { Clock } from '@/components/Clock'
import { nextOf } from '@/components/clocks'
import { Empty } from '@/components/Empty'
import { Loaded } from '@/components/Loaded'
import type { Column } from '@/components/list/columns'
import { List } from '@/components/list/List'
import { ownerColumn } from '@/components/list/ownerColumn'
import { named } from '@/components/named'
import { State } from '@/components/State'
import { useMinute } from '@/time/useMinute'
import { useAllHandoffs } from '../inbox/useAll'
import { customerColumn } from './customerColumn'
import { TaskProgress } from './TaskProgress'

type Point = Schemas['AgreedPointView']

function columns(point: Point, now: Date): Column<Handoff>[] {
  const last = point.milestones.at(-1)?.id
  const clockOf = (row: Handoff, milestone: string) => row.clocks.find((clock) => clock.milestone === milestone)
  return [
    customerColumn((row) => row.record_title ?? row.record),
    {
      id: 'state',
      title: 'State',
      key: (row) => row.state,
      render: (row) => <State state={row.state} />,
      width: 105,
      wideOnly: true,
    },
    {
      id: 'gaps',
      title: 'Missing',
      key: (row) => row.gaps.length,
      render: (row) => <Missing of={row.gaps} />,
      width: 88,
    },
    ...point.milestones.map(
      (milestone): Column<Handoff> => ({
        id: milestone.id,
        title: named(milestone.id),
        // What is owed comes first, the longest late on top; what was kept or broken for good is history.
        key: (row) => nextOf(row.clocks.filter((clock) => clock.milestone === milestone.id))?.due_at,
        render: (row) => {
          const clock = clockOf(row, milestone.id)
          return clock ? <Clock clock={clock} now={now} of={row.owner} /> : <Badge color="gray">not begun</Badge>
        },
        width: 182,
        ...(milestone.id !== last && { wideOnly: true }),
      }),
    ),
    {
      id: 'tasks',
      title: 'Tasks',
      render: (row) => <TaskProgress record={row.record} handoff={row.id} />,
      width: 162,
      wideOnly: true,
    },
    ownerColumn(),
  ]
}

/** What a handoff lacks, in a number and, on hover, in words. */
function Missing({ of }: { of: Handoff['gaps'] }) {
  if (of.length === 0) return <Badge color="teal">nothing</Badge>
  return (
    <Tooltip label={of.map((gap) => <div key={gap.name}>{gap.says || named(gap.name)}</div>)}>
      <Badge color="red" tabIndex={0}>
        {of.length} {of.length === 1 ? 'gap' : 'gaps'}
      </Badge>
    </Tooltip>
  )
}

/** Kickoff readiness: what each handover lacks, how its clocks stand, and how far its tasks are. */
export function Kickoff({ point }: { point: Point }) {
  const open = useAllHandoffs({ point: point.id, open: true })
  const navigate = useNavigate()
  const now = useMinute()
  const shown = useMemo(() => columns(point, now), [point, now])
  const last = point.milestones.at(-1)?.id
  return (
    <Loaded
      query={{ data: open.loading ? undefined : open.rows, error: open.error, refetch: open.retry }}
      height={560}
      flush
    >
      {(rows) => (
        <List
          id={`customers ${point.id}`}
          label={point.title}
          rows={rows}
          isPartial={open.isPartial}
          columns={shown}
          rowId={(row) => row.id}
          {...(last && { first: { by: last, down: false } })}
          onOpen={(row) => void navigate({ to: '/handoffs/$id', params: { id: row.id } })}
          empty={<Empty title="No kickoff is open">“{point.title}” opens by itself when a deal is won.</Empty>}
        />
      )}
    </Loaded>
  )
}
