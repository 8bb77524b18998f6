import { Text } from '@mantine/core'
import type { Schemas } from '@/api/client'
import type { CrmRecord } from '@/api/records'
import { HealthBadge, short } from '@/components/Health'
import type { Column } from '@/components/list/columns'
import { titled } from '@/components/named'
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

/** How well customers are, and each of `signals`. */
export function columns(kind: Schemas['KindView'], currency: string, signals: readonly string[]): Column<Patient>[] {
  return [
    customerColumn((row) => row.record.title ?? row.record.id),
    {
      id: 'health',
      title: 'Health',
      // What is not known is looked at before what is well.
      key: ({ record }) => record.health && (record.health.score ?? 0),
      words: ({ record }) => record.health?.band ?? '',
      render: ({ record }) => record.health && <HealthBadge health={record.health} />,
      width: 120,
    },
    ...recurringColumn<Patient>(kind, currency, (row) => row.record),
    ...signals.map(signalColumn),
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

function signalColumn(name: string): Column<Patient> {
  const of = ({ record }: Patient) => record.health?.signals.find((signal) => signal.name === name)?.value
  return {
    id: `signal ${name}`,
    title: titled(name),
    key: (row) => {
      const value = of(row)
      return value == null || Number.isNaN(Number(value)) ? value : Number(value)
    },
    render: (row) => (of(row) == null ? <Unknown /> : short(of(row))),
    width: 140,
    align: 'right',
    wideOnly: true,
  }
}

function Unknown() {
  return (
    <Text span size="xs" c="var(--quiet)">
      stale or unknown
    </Text>
  )
}
