import { Badge, Group, Select } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { Schemas } from '@/api/client'
import { usePolicy } from '@/api/policy'
import { Empty } from '@/components/Empty'
import { Loaded } from '@/components/Loaded'
import { List } from '@/components/list/List'
import { named } from '@/components/named'
import { isoDay } from '@/time/instant'
import { useMinute } from '@/time/useMinute'
import { useAllHandoffs } from '../inbox/useAll'
import { useFindings } from '../pipeline/findings'
import { useRecords } from '../pipeline/useRecords'
import { aheadField, dateFields, dayIn } from './dates'
import { columns, type Renewal } from './renewalColumns'

interface Props {
  kind: Schemas['KindView']
  /** The handoff point that renewals go through. */
  point: Schemas['AgreedPointView']
  by: string | undefined
  onBy: (field: string) => void
}

/** Customers by the day on which they renew, what is past on top: who has it, how it stands, and what speaks against it. */
export function Renewals({ kind, point, by, onBy }: Props) {
  const navigate = useNavigate()
  const { currency, zone } = usePolicy().workspace
  const records = useRecords(kind.name)
  const findings = useFindings(kind.name)
  const handoffs = useAllHandoffs({ point: point.id, open: true })
  const now = useMinute()
  const today = isoDay(now, zone)
  const fields = dateFields(kind)
  const usual = useMemo(() => aheadField(kind, records.data ?? [], today), [kind, records.data, today])
  const field = fields.includes(by ?? '') ? by : usual
  const rows = useMemo(() => {
    const going = new Map(handoffs.rows.map((handoff) => [handoff.record, handoff]))
    return records.data?.map((record): Renewal => {
      const name = `${record.kind} ${record.id}`
      const handoff = going.get(name)
      return {
        record,
        due: dayIn(record, field),
        handoff,
        isUnknown: !handoff && handoffs.isPartial,
        findings: findings.of.get(name) ?? [],
      }
    })
  }, [records.data, handoffs.rows, handoffs.isPartial, findings.of, field])
  const shown = useMemo(() => columns(kind, currency, today, now), [kind, currency, today, now])
  // Before the handoffs are here nobody may read that there are none.
  const query = {
    data: handoffs.loading || handoffs.error ? undefined : rows,
    error: records.error ?? handoffs.error,
    refetch: () => {
      records.refetch()
      handoffs.retry()
    },
  }
  return (
    <Loaded query={query} height={560} flush>
      {(all) => (
        <List
          id={`renewals ${kind.name}`}
          label="Renewals"
          rows={all}
          isPartial={records.isPartial}
          columns={shown}
          rowId={(row) => row.record.id}
          first={{ by: 'due', down: false }}
          onEnd={records.more}
          tools={
            <Group gap={8}>
              <Select
                size="xs"
                w={170}
                aria-label="Due by"
                allowDeselect={false}
                data={fields.map((name) => ({ value: name, label: `by ${named(name)}` }))}
                value={field ?? null}
                onChange={(chosen) => chosen && onBy(chosen)}
              />
              {records.isPartial && <Badge color="gray">more come as you scroll</Badge>}
            </Group>
          }
          onOpen={({ handoff, record }) =>
            void (handoff
              ? navigate({ to: '/handoffs/$id', params: { id: handoff.id } })
              : navigate({ to: '/records/$kind/$id', params: { kind: record.kind, id: record.id } }))
          }
          empty={<Empty title={`No ${kind.name} is open`}>They come from your CRM when a deal is won.</Empty>}
        />
      )}
    </Loaded>
  )
}
