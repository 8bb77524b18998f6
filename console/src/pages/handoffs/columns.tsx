import { Box, Text } from '@mantine/core'
import { useMemo } from 'react'
import type { Handoff } from '@/api/handoffs'
import { Clock } from '@/components/Clock'
import { nextOf } from '@/components/clocks'
import { Below } from '@/components/list/Below'
import type { Column } from '@/components/list/columns'
import { ownerColumn } from '@/components/list/ownerColumn'
import { Moment } from '@/components/Moment'
import { State } from '@/components/State'

const name = (row: Handoff) => row.record_title ?? row.record

/** How handoffs stand in a list. */
export function useColumns(now: Date): Column<Handoff>[] {
  return useMemo(
    () => [
      { id: 'record', title: 'Record', key: name, render: (row) => <Record row={row} /> },
      {
        id: 'point',
        title: 'Handoff',
        key: (row) => row.title,
        render: (row) => row.title,
        width: 190,
        wideOnly: true,
      },
      {
        id: 'state',
        title: 'State',
        key: (row) => row.state,
        render: (row) => <State state={row.state} />,
        width: 110,
        wideOnly: true,
      },
      {
        id: 'due',
        title: 'SLA',
        key: (row) => nextOf(row.clocks)?.due_at,
        render: (row) => <Next row={row} now={now} />,
        width: 180,
      },
      ownerColumn(),
      {
        id: 'offered',
        title: 'Offered',
        key: (row) => row.offered_at,
        render: (row) => row.offered_at && <Moment at={row.offered_at} of={row.owner} />,
        width: 160,
        wideOnly: true,
      },
    ],
    [now],
  )
}

function Record({ row }: { row: Handoff }) {
  return (
    <>
      {name(row)}{' '}
      <Text span size="xs" c="var(--quiet)">
        {row.record_title ? row.record : ''}
      </Text>
      <Below>{row.title}</Below>
    </>
  )
}

/** What is owed next; on a phone, where the state has no column, how it stands where nothing is. */
function Next({ row, now }: { row: Handoff; now: Date }) {
  const clock = nextOf(row.clocks)
  if (clock) return <Clock clock={clock} now={now} of={row.owner} />
  return (
    <Box hiddenFrom="sm">
      <State state={row.state} />
    </Box>
  )
}
