import { Badge, Group } from '@mantine/core'
import type { Schemas } from '@/api/client'
import type { CrmRecord } from '@/api/records'
import type { Column } from '@/components/list/columns'
import { ownerColumn } from '@/components/list/ownerColumn'
import { named, titled } from '@/components/named'
import { rough } from '@/time/span'
import { money } from '@/time/units'
import { Closes } from './Closes'
import { Findings } from './Findings'
import type { Finding } from './findings'
import { GateState, Pushes } from './GateState'
import { closesOn, nextStage, worthOf } from './stages'

/** How records stand in a pipeline. */
export function columns(
  kind: Schemas['KindView'],
  currency: string,
  around: ReadonlySet<string>,
  findings: ReadonlyMap<string, readonly Finding[]>,
  now: Date,
): Column<CrmRecord>[] {
  const stageAt = (row: CrmRecord) => kind.stages.indexOf(row.stage ?? '')
  const foundIn = (row: CrmRecord) => findings.get(`${kind.name} ${row.id}`)
  const forecast: Column<CrmRecord>[] = kind.forecast
    ? [
        {
          id: 'value',
          title: 'Value',
          key: (row) => worthOf(kind, row),
          render: (row) => worth(worthOf(kind, row), currency),
          width: 95,
          align: 'right',
        },
        {
          id: 'close',
          title: 'Closes',
          key: (row) => closesOn(kind, row),
          render: (row) => <Closes on={closesOn(kind, row)} now={now} />,
          width: 158,
          wideOnly: true,
        },
      ]
    : []
  return [
    {
      id: 'name',
      title: titled(kind.name),
      key: (row) => row.title ?? row.id,
      render: (row) => row.title ?? row.id,
    },
    { id: 'stage', title: 'Stage', key: stageAt, render: (row) => named(row.stage ?? 'none'), width: 110 },
    ...forecast,
    ownerColumn(135),
    {
      id: 'since',
      title: 'In stage',
      key: (row) => row.stage_since,
      render: (row) => rough(now.getTime() - Date.parse(row.stage_since)),
      width: 80,
      wideOnly: true,
    },
    {
      id: 'gate',
      title: 'For the next stage',
      render: (row) => <GateState kind={kind} record={row.id} into={nextStage(kind, row.stage)} />,
      width: 140,
      wideOnly: true,
    },
    {
      id: 'found',
      title: 'Speaks against it',
      key: (row) =>
        foundIn(row)
          ?.map((finding) => finding.title)
          .join(', ') ?? (around.has(`${kind.name} ${row.id}`) ? 'around a gate' : undefined),
      render: (row) => (
        <Group gap={4} wrap="nowrap">
          <Pushes kind={kind} record={row.id} into={nextStage(kind, row.stage)} />
          {around.has(`${kind.name} ${row.id}`) && <Badge color="red">around a gate</Badge>}
          <Findings of={foundIn(row)} />
        </Group>
      ),
      width: 330,
      wideOnly: true,
    },
  ]
}

const worth = (value: number | undefined, currency: string): string =>
  value === undefined ? '–' : money(value, currency)
