import { SegmentedControl, Text } from '@mantine/core'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import type { Schemas } from '@/api/client'
import type { Column } from '@/components/list/columns'
import { List } from '@/components/list/List'
import { named } from '@/components/named'
import { PersonName } from '@/components/PersonName'
import type { Period } from '@/components/period/periods'
import { spanOf } from '@/time/span'
import { count, percent } from '@/time/units'

type GroupView = Schemas['GroupView']

const route = getRouteApi('/inside/reports')

interface Props {
  breakdowns: readonly Schemas['BreakdownView'][]
  point: string
  period: Period
}

/** The cohort by owner, team, queue, week and the fields that the policy names. */
export function Breakdowns({ breakdowns, point, period }: Props) {
  const { by } = route.useSearch()
  const navigate = useNavigate({ from: '/reports' })
  const shown = breakdowns.find((one) => one.by === by) ?? breakdowns[0]
  if (!shown) return null
  const open = (row: GroupView) => {
    const which =
      shown.by === 'owner'
        ? { owner: row.value ?? undefined }
        : shown.by === 'queue'
          ? { queue: row.value ?? undefined }
          : {}
    void navigate({ to: '/handoffs', search: { point, offered_from: period.from, offered_to: period.to, ...which } })
  }
  return (
    <List
      id={`report by ${shown.by}`}
      label={`By ${named(shown.by)}`}
      rows={shown.groups}
      columns={columns(shown.by)}
      rowId={(row) => row.value ?? ''}
      onOpen={shown.by === 'owner' || shown.by === 'queue' ? open : undefined}
      height="auto"
      empty={
        <Text size="sm" ta="center" py="lg" c="var(--quiet)">
          No handoff was offered in the period.
        </Text>
      }
      tools={
        <SegmentedControl
          size="xs"
          aria-label="By what"
          value={shown.by}
          data={breakdowns.map((one) => ({ value: one.by, label: named(one.by) }))}
          onChange={(chosen) => void navigate({ search: (before) => ({ ...before, by: chosen }), replace: true })}
        />
      }
    />
  )
}

const share = (of: number | null | undefined): string => (of == null ? '–' : percent(of))

function columns(by: string): Column<GroupView>[] {
  const number = (
    id: 'offered' | 'accepted' | 'completed' | 'returned' | 'rejected' | 'breached',
    title: string,
  ): Column<GroupView> => ({
    id,
    title,
    key: (row) => row[id],
    render: (row) => count(row[id]),
    width: 100,
    align: 'right',
    wideOnly: id !== 'offered' && id !== 'completed',
  })
  return [
    {
      id: 'group',
      title: named(by),
      key: (row) => row.value,
      render: (row) => (by === 'owner' ? <PersonName id={row.value} /> : named(row.value ?? 'none')),
    },
    number('offered', 'Offered'),
    number('accepted', 'Accepted'),
    number('completed', 'Completed'),
    number('returned', 'Returned'),
    number('rejected', 'Rejected'),
    number('breached', 'Breached'),
    {
      id: 'sla',
      title: 'SLA kept',
      key: (row) => row.sla,
      render: (row) => share(row.sla),
      width: 100,
      align: 'right',
    },
    {
      id: 'conversion',
      title: 'Conversion',
      key: (row) => row.conversion,
      render: (row) => share(row.conversion),
      width: 110,
      align: 'right',
      wideOnly: true,
    },
    {
      id: 'touch',
      title: 'First touch, median',
      key: (row) => row.first_touch.working?.p50,
      render: (row) => (row.first_touch.working?.p50 == null ? '–' : spanOf(row.first_touch.working.p50)),
      width: 160,
      align: 'right',
      wideOnly: true,
    },
  ]
}
