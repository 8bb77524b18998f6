import type { ReactNode } from 'react'
import type { Schemas } from '@/api/client'
import type { Column } from '@/components/list/columns'
import { named } from '@/components/named'
import { PersonName } from '@/components/PersonName'
import { spanOf } from '@/time/span'
import { count, percent } from '@/time/units'
import { type Move, shareMoved, sizeMoved } from './compare'
import { pairsOf } from './groups'
import { Moved } from './Moved'

type GroupView = Schemas['GroupView']
type Counted = 'offered' | 'accepted' | 'completed' | 'returned' | 'rejected' | 'breached'

/** The columns of groups; where there are those of another period, rows that both have say how they moved. */
export function columns(by: string, before: readonly GroupView[] | undefined): Column<GroupView>[] {
  const pairOf = pairsOf(before)
  const touch = (row: GroupView | undefined) => row?.first_touch.working?.p50
  return [
    {
      id: 'group',
      title: named(by),
      key: (row) => row.value,
      render: (row) => (by === 'owner' ? <PersonName id={row.value} /> : named(row.value ?? 'none')),
    },
    ...counts,
    {
      id: 'sla',
      title: 'SLA kept',
      key: (row) => row.sla,
      render: (row) => value(row.sla, percent, shareMoved(row.sla, pairOf(row)?.sla, 'more')),
      width: 100,
      align: 'right',
    },
    {
      id: 'conversion',
      title: 'Conversion',
      key: (row) => row.conversion,
      render: (row) => value(row.conversion, percent, shareMoved(row.conversion, pairOf(row)?.conversion, 'more')),
      width: 110,
      align: 'right',
      wideOnly: true,
    },
    {
      id: 'touch',
      title: 'First touch, median',
      key: touch,
      render: (row) => value(touch(row), spanOf, sizeMoved(touch(row), touch(pairOf(row)), 'less')),
      width: 160,
      align: 'right',
      wideOnly: true,
    },
  ]
}

const counts = (
  [
    ['offered', 'Offered'],
    ['accepted', 'Accepted'],
    ['completed', 'Completed'],
    ['returned', 'Returned'],
    ['rejected', 'Rejected'],
    ['breached', 'Breached'],
  ] as const
).map(([id, title]) => number(id, title))

function number(id: Counted, title: string): Column<GroupView> {
  return {
    id,
    title,
    key: (row) => row[id],
    render: (row) => count(row[id]),
    width: 100,
    align: 'right',
    // Said as `false`, it would stand in the page as if it were so.
    wideOnly: (id !== 'offered' && id !== 'completed') || undefined,
  }
}

/** A value with how it moved below it: the two lines fit into a row. */
function value(of: number | null | undefined, inUnits: (of: number) => string, move: Move | undefined): ReactNode {
  if (of == null) return '–'
  if (!move) return inUnits(of)
  return (
    <div style={{ lineHeight: 1.25 }}>
      {inUnits(of)}
      <br />
      <Moved move={move} />
    </div>
  )
}
