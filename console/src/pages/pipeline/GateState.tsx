import { Badge, Text, Tooltip } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { gateQuery } from '@/api/gates'
import { named } from '@/components/named'

/** Whether a record may enter the next stage, and what is missing; asked only of rows that are drawn. */
export function GateState({ kind, record, into }: { kind: string; record: string; into: string | undefined }) {
  const gate = useQuery({ ...gateQuery(kind, record, into ?? ''), enabled: into !== undefined })
  if (!into)
    return (
      <Text span inherit c="var(--quiet)">
        the last stage
      </Text>
    )
  if (!gate.data)
    return (
      <Text span inherit c="var(--quiet)">
        …
      </Text>
    )
  const { allowed, blocked_by, warned_by } = gate.data
  const missing = [...blocked_by, ...warned_by].map(named).join(', ')
  const text = allowed
    ? warned_by.length
      ? `${warned_by.length} to mind for ${named(into)}`
      : `ready for ${named(into)}`
    : `${blocked_by.length} missing for ${named(into)}`
  return (
    <Tooltip label={missing || 'nothing is missing'}>
      <Badge tabIndex={0} color={allowed ? (warned_by.length ? 'yellow' : 'teal') : 'red'}>
        {text}
      </Badge>
    </Tooltip>
  )
}
