import { Badge } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useMemo } from 'react'
import type { Schemas } from '@/api/client'
import type { Handoff } from '@/api/handoffs'
import { Empty } from '@/components/Empty'
import type { Column } from '@/components/list/columns'
import { List } from '@/components/list/List'
import { ProblemNotice } from '@/components/ProblemNotice'
import { useNow } from '@/time/useNow'
import { useColumns } from '../handoffs/columns'
import { useAllHandoffs } from '../inbox/useAll'

const missing: Column<Handoff> = {
  id: 'gaps',
  title: 'Missing',
  key: (row) => row.gaps.length,
  width: 170,
  wideOnly: true,
  render: (row) =>
    row.gaps.length ? (
      <Badge color="red" title={row.gaps.map((gap) => gap.says).join('\n')}>
        {row.gaps.length} {row.gaps.length === 1 ? 'gap' : 'gaps'}
      </Badge>
    ) : (
      <Badge color="teal">nothing</Badge>
    ),
}

/** The open handoffs of a point, the soonest due first: what is missing, and what was promised. */
export function PointHandoffs({ point, tools }: { point: Schemas['AgreedPointView']; tools: ReactNode }) {
  const open = useAllHandoffs({ point: point.id, open: true })
  const navigate = useNavigate()
  const base = useColumns(useNow())
  const columns = useMemo(() => base.flatMap((column) => (column.id === 'point' ? [missing] : [column])), [base])
  if (open.error) return <ProblemNotice thrown={open.error} onRetry={open.retry} />
  return (
    <List
      id={`customers ${point.id}`}
      label={point.title}
      rows={open.rows}
      columns={columns}
      rowId={(row) => row.id}
      first={{ by: 'due', down: false }}
      tools={tools}
      onOpen={(row) => void navigate({ to: '/handoffs/$id', params: { id: row.id } })}
      empty={
        open.loading ? (
          <Empty title="Loading">One moment.</Empty>
        ) : (
          <Empty title="None is open">“{point.title}” opens by itself when its time comes.</Empty>
        )
      }
    />
  )
}
