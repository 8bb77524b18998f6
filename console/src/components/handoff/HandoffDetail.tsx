import { Group, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Handoff } from '@/api/handoffs'
import type { Agreed } from '@/api/policy'
import type { CrmRecord } from '@/api/records'
import { Fields } from '../Fields'
import { Moment } from '../Moment'
import { named } from '../named'
import { PersonName } from '../PersonName'
import { Section } from '../Section'
import { State } from '../State'
import { Clocks } from './Clocks'
import { Gaps } from './Gaps'
import { RecordFields } from './RecordFields'

interface Props {
  handoff: Handoff
  /** The record, once it is known. */
  record: CrmRecord | undefined
  policy: Agreed
  now: Date
}

/** A handoff as it stands: who, how it stands, what is missing, what was handed over, and its clocks. */
export function HandoffDetail({ handoff, record, policy, now }: Props) {
  const point = policy.points.find((one) => one.id === handoff.point)
  const kind = policy.kinds.find((one) => one.name === record?.kind)
  return (
    <Stack gap="lg">
      <Fields fields={who(handoff)} />
      {handoff.next_step && (
        <Section title="Next step">
          <Text size="sm">{handoff.next_step.what}</Text>
          <Text size="xs" c="var(--quiet)">
            <PersonName id={handoff.next_step.owner} />, by{' '}
            <Moment at={handoff.next_step.due_at} of={handoff.next_step.owner} now={now} />
          </Text>
        </Section>
      )}
      <Section title="What is missing">
        <Gaps gaps={handoff.gaps} />
      </Section>
      {record && point && point.context.length > 0 && (
        <Section title="What is handed over">
          <RecordFields record={record} kind={kind} currency={policy.workspace.currency} only={point.context} />
        </Section>
      )}
      <Section title="Clocks">
        <Clocks clocks={handoff.clocks} now={now} of={handoff.owner} />
      </Section>
    </Stack>
  )
}

function who(handoff: Handoff) {
  const fields: Array<readonly [string, ReactNode]> = [
    [
      'State',
      <Group key="state" gap={8}>
        <State state={handoff.state} />
        {handoff.disposition && <Text size="sm">{named(handoff.disposition)}</Text>}
      </Group>,
    ],
    ['From', <PersonName key="from" id={handoff.sender} />],
    ['Owner', <PersonName key="owner" id={handoff.owner} />],
  ]
  if (handoff.queue) fields.push(['Queue', named(handoff.queue)])
  if (handoff.offered_at) fields.push(['Offered', <Moment key="offered" at={handoff.offered_at} of={handoff.owner} />])
  if (handoff.returns > 0) fields.push(['Returned', `${handoff.returns} ${handoff.returns === 1 ? 'time' : 'times'}`])
  return fields
}
