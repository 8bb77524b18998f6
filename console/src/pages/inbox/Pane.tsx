import { Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ActBar } from '@/acts/ActBar'
import type { ActKind } from '@/acts/act'
import { nameOf } from '@/acts/useAct'
import type { Handoff } from '@/api/handoffs'
import { usePolicy } from '@/api/policy'
import { recordQuery } from '@/api/records'
import { HandoffDetail } from '@/components/handoff/HandoffDetail'
import { PageLink } from '@/components/links'
import { partsOf, RecordLink } from '@/components/RecordLink'

interface Props {
  handoff: Handoff
  busy: boolean
  now: Date
  onAct: (kind: ActKind) => void
}

/** A handoff beside the list: what is needed to decide, and the decision. */
export function Pane({ handoff, busy, now, onAct }: Props) {
  const policy = usePolicy()
  const { kind, id } = partsOf(handoff.record)
  const record = useQuery(recordQuery(kind, id))
  return (
    <Stack gap="md">
      <div>
        <Title order={2} fz="lg">
          {nameOf(handoff)}
        </Title>
        <Text size="sm" c="var(--quiet)">
          {handoff.title} · <RecordLink record={handoff.record} /> ·{' '}
          <PageLink to="/handoffs/$id" params={{ id: handoff.id }}>
            whole story
          </PageLink>
        </Text>
      </div>
      <ActBar handoff={handoff} busy={busy} onAct={onAct} />
      <HandoffDetail handoff={handoff} record={record.data} policy={policy} now={now} />
    </Stack>
  )
}
