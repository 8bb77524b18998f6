import type { Schemas } from '@/api/client'
import type { CrmRecord } from '@/api/records'
import { HealthBadge, Signals, signals } from '@/components/Health'
import type { Column } from '@/components/list/columns'
import { PersonName } from '@/components/PersonName'
import type { Finding } from '../pipeline/findings'
import { customerColumn } from './customerColumn'
import { recurringColumn } from './recurringColumn'
import { riskColumn } from './riskColumn'

/** A customer, how well it is, and what speaks against it. */
export interface Patient {
  record: CrmRecord
  findings: readonly Finding[]
}

/** How well customers are. */
export function columns(kind: Schemas['KindView'], currency: string): Column<Patient>[] {
  return [
    customerColumn((row) => row.record.title ?? row.record.id),
    {
      id: 'health',
      title: 'Health',
      // What is not known is looked at before what is well.
      key: ({ record }) => record.health && (record.health.score ?? 0),
      render: ({ record }) => record.health && <HealthBadge health={record.health} />,
      width: 120,
    },
    ...recurringColumn<Patient>(kind, currency, (row) => row.record),
    {
      id: 'signals',
      title: 'Signals',
      key: ({ record }) => record.health && signals(record.health),
      render: ({ record }) => record.health && <Signals health={record.health} />,
      wideOnly: true,
    },
    riskColumn(),
    {
      id: 'owner',
      title: 'Owner',
      key: (row) => row.record.owner,
      render: (row) => <PersonName id={row.record.owner} />,
      width: 150,
      wideOnly: true,
    },
  ]
}
