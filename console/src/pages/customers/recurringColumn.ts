import type { Schemas } from '@/api/client'
import type { CrmRecord } from '@/api/records'
import type { Column } from '@/components/list/columns'
import { money } from '@/time/units'

/** What a customer pays a year; no column where the policy does not say which field holds it. */
export function recurringColumn<Row>(
  kind: Schemas['KindView'],
  currency: string,
  of: (row: Row) => CrmRecord,
): Column<Row>[] {
  const { recurring } = kind
  if (!recurring) return []
  const worth = (row: Row) => Number(of(row).fields[recurring] ?? 0)
  return [
    {
      id: 'worth',
      title: 'ARR',
      key: worth,
      render: (row) => money(worth(row), currency),
      width: 100,
      align: 'right',
      wideOnly: true,
    },
  ]
}
