import { Badge, Text } from '@mantine/core'
import type { Schemas } from '@/api/client'
import type { Violation } from '@/api/gates'
import type { CrmRecord } from '@/api/records'
import type { Column } from '@/components/list/columns'
import { ownerColumn } from '@/components/list/ownerColumn'
import { named } from '@/components/named'
import { day } from '@/time/instant'
import { span } from '@/time/span'
import { money } from '@/time/units'
import { GateState } from './GateState'
import { closesOn, nextStage, worthOf } from './stages'

/** How records stand in a pipeline. */
export function columns(
  kind: Schemas['KindView'],
  currency: string,
  violations: readonly Violation[],
  now: Date,
): Column<CrmRecord>[] {
  const stageAt = (row: CrmRecord) => kind.stages.indexOf(row.stage ?? '')
  const bypassed = new Set(violations.map((one) => one.record))
  const forecast: Column<CrmRecord>[] = kind.forecast
    ? [
        {
          id: 'value',
          title: 'Value',
          key: (row) => worthOf(kind, row),
          render: (row) => worth(worthOf(kind, row), currency),
          width: 110,
          align: 'right',
        },
        {
          id: 'close',
          title: 'Closes',
          key: (row) => closesOn(kind, row),
          render: (row) => <Closes on={closesOn(kind, row)} now={now} />,
          width: 150,
          wideOnly: true,
        },
      ]
    : []
  return [
    {
      id: 'name',
      title: kind.name,
      key: (row) => row.title ?? row.id,
      render: (row) => (
        <>
          {row.title ?? row.id}
          {bypassed.has(`${kind.name} ${row.id}`) && (
            <Badge ml={8} color="red">
              around a gate
            </Badge>
          )}
        </>
      ),
    },
    { id: 'stage', title: 'Stage', key: stageAt, render: (row) => named(row.stage ?? 'none'), width: 130 },
    ...forecast,
    ownerColumn(140),
    {
      id: 'since',
      title: 'In stage',
      key: (row) => row.stage_since,
      render: (row) => span(now.getTime() - Date.parse(row.stage_since)),
      width: 120,
      wideOnly: true,
    },
    {
      id: 'gate',
      title: 'For the next stage',
      render: (row) => <GateState kind={kind.name} record={row.id} into={nextStage(kind, row.stage)} />,
      width: 220,
      wideOnly: true,
    },
  ]
}

const worth = (value: number | undefined, currency: string): string =>
  value === undefined ? '–' : money(value, currency)

function Closes({ on, now }: { on: string | undefined; now: Date }) {
  if (!on)
    return (
      <Text span inherit c="var(--quiet)">
        no date
      </Text>
    )
  const at = new Date(`${on.slice(0, 10)}T23:59:59Z`)
  return at < now ? <Badge color="red">was due {day(at, 'UTC')}</Badge> : day(at, 'UTC')
}
