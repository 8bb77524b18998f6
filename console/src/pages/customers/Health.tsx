import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { Schemas } from '@/api/client'
import { usePolicy } from '@/api/policy'
import { Empty } from '@/components/Empty'
import { Loaded } from '@/components/Loaded'
import { List } from '@/components/list/List'
import { useFindings } from '../pipeline/findings'
import { useRecords } from '../pipeline/useRecords'
import { columns, type Patient } from './healthColumns'

const none: Patient['findings'] = []

/** How well each customer is by the policy's score, with the signals that it is made of, and what failure modes find in it. */
export function Health({ kind }: { kind: Schemas['KindView'] }) {
  const navigate = useNavigate()
  const { currency } = usePolicy().workspace
  const records = useRecords(kind.name)
  const findings = useFindings(kind.name)
  const scored = records.data?.find((record) => record.health)?.health
  const shown = useMemo(
    () => columns(kind, currency, scored?.signals.map((signal) => signal.name) ?? []),
    [kind, currency, scored],
  )
  const rows = useMemo(
    () => records.data?.map((record) => ({ record, findings: findings.of.get(`${record.kind} ${record.id}`) ?? none })),
    [records.data, findings.of],
  )
  return (
    <Loaded query={{ ...records, data: rows }} height={560} flush>
      {(all) => (
        <List
          id="health"
          label="Health of customers"
          rows={all}
          isPartial={records.isPartial}
          onEnd={records.more}
          columns={shown}
          rowId={(row) => row.record.id}
          first={{ by: 'health', down: false }}
          onOpen={({ record }) =>
            void navigate({ to: '/records/$kind/$id', params: { kind: record.kind, id: record.id } })
          }
          empty={
            <Empty title="No customer yet">
              Customers come with deals that are won. The policy’s “health” says how well one is, and by which signals.
            </Empty>
          }
        />
      )}
    </Loaded>
  )
}
