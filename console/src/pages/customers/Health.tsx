import { Badge, Text } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { Schemas } from '@/api/client'
import { usePolicy } from '@/api/policy'
import type { CrmRecord } from '@/api/records'
import { Empty } from '@/components/Empty'
import { Loaded } from '@/components/Loaded'
import type { Column } from '@/components/list/columns'
import { List } from '@/components/list/List'
import { ownerColumn } from '@/components/list/ownerColumn'
import { named } from '@/components/named'
import { partsOf } from '@/components/RecordLink'
import { money } from '@/time/units'
import { type Finding, useFindings } from '../pipeline/findings'
import { useRecords } from '../pipeline/useRecords'
import { customerColumn } from './customerColumn'

type AtRisk = Finding & { of: CrmRecord | undefined }

function columns(kind: Schemas['KindView'], currency: string): Column<AtRisk>[] {
  const { recurring } = kind
  const worth: Column<AtRisk>[] = recurring
    ? [
        {
          id: 'worth',
          title: 'ARR',
          key: (row) => Number(row.of?.fields[recurring] ?? 0),
          render: (row) => money(Number(row.of?.fields[recurring] ?? 0), currency),
          width: 95,
          align: 'right',
        },
      ]
    : []
  return [
    customerColumn((row) => row.of?.title ?? row.record, 160),
    {
      id: 'risk',
      title: 'Risk',
      key: (row) => row.title,
      render: (row) => <Badge color="orange">{row.title}</Badge>,
      width: 130,
    },
    ...worth,
    {
      id: 'says',
      title: 'What is wrong',
      key: (row) => row.says,
      render: (row) => <span title={row.says}>{row.says}</span>,
      wideOnly: true,
    },
    {
      id: 'signals',
      title: 'Signals',
      key: signals,
      render: (row) => (
        <Text size="xs" c="var(--quiet)" span title={signals(row)}>
          {signals(row)}
        </Text>
      ),
      wideOnly: true,
    },
    ownerColumn(160),
  ]
}

/** A value as it is looked over: two places behind the point are enough. */
function short(value: string | null | undefined): string {
  if (value == null) return 'unknown'
  return /^-?\d+\.\d{3,}$/.test(value) ? Number(value).toFixed(2) : value
}

/** The values that show a finding. */
const signals = (row: AtRisk): string => row.seen.map((seen) => `${named(seen.name)} ${short(seen.value)}`).join(' · ')

/** Customers at risk, with the signals that show it: what failure modes find in their records. */
export function Health({ kind }: { kind: Schemas['KindView'] }) {
  const navigate = useNavigate()
  const { currency } = usePolicy().workspace
  const records = useRecords(kind.name)
  const findings = useFindings(kind.name)
  const shown = useMemo(() => columns(kind, currency), [kind, currency])
  const rows = useMemo(() => {
    const known = new Map(records.data?.map((record) => [`${record.kind} ${record.id}`, record]))
    return [...findings.of.values()].flat().map((finding) => ({ ...finding, of: known.get(finding.record) }))
  }, [records.data, findings.of])
  return (
    <Loaded query={{ ...records, data: findings.isLoading ? undefined : rows }} height={560} flush>
      {(all) => (
        <List
          id="health"
          label="Customers at risk"
          rows={all}
          columns={shown}
          rowId={(row) => `${row.mode} ${row.record}`}
          {...(kind.recurring && { first: { by: 'worth', down: true } })}
          onOpen={(row) => void navigate({ to: '/records/$kind/$id', params: partsOf(row.record) })}
          empty={
            <Empty title="No risk was found">
              The policy’s failure modes look at health, at renewals in time, and for risk that nobody tracks.
            </Empty>
          }
        />
      )}
    </Loaded>
  )
}
