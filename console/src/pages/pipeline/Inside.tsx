import { Alert, Badge, Group, List, Select, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Schemas } from '@/api/client'
import { type GateAnswer, gateQuery, type Violation, waiversQuery } from '@/api/gates'
import { usePolicy } from '@/api/policy'
import type { CrmRecord } from '@/api/records'
import { RecordFields } from '@/components/handoff/RecordFields'
import { Loaded } from '@/components/Loaded'
import { Moment } from '@/components/Moment'
import { named } from '@/components/named'
import { PersonName } from '@/components/PersonName'
import { Reasons } from '@/components/Reasons'
import { RecordLink } from '@/components/RecordLink'
import { Section } from '@/components/Section'
import { FindingsInFull } from './Findings'
import type { Finding } from './findings'
import { inOrder, missing } from './gate'
import { Move } from './Move'
import { nextStage } from './stages'
import { Waive } from './Waive'
import { inForce } from './Waivers'

interface Props {
  record: CrmRecord
  kind: Schemas['KindView']
  /** The stage that is asked about; the next one where it is not said. */
  into: string | undefined
  findings: readonly Finding[]
  violations: readonly Violation[]
  now: Date
  onAsk: (into: string) => void
}

/** A record of the pipeline: what each stage asks for, moving it through the gate, and waiving it. */
export function Inside({ record, kind, into: asked, findings, violations, now, onAsk }: Props) {
  const { workspace } = usePolicy()
  const into = asked ?? nextStage(kind, record.stage) ?? record.stage ?? kind.stages[0] ?? ''
  const gate = useQuery(gateQuery(kind.name, record.id, into))
  return (
    <Stack gap="lg">
      <Group gap={8}>
        <RecordLink record={`${record.kind} ${record.id}`} title={record.title} />
        <Badge color="gray">{named(record.stage ?? 'no stage')}</Badge>
        <Text size="sm" c="var(--quiet)">
          since <Moment at={record.stage_since} of={record.owner} dayOnly />, with <PersonName id={record.owner} />
        </Text>
      </Group>
      {findings.length > 0 && (
        <Section title="Speaks against it">
          <FindingsInFull of={findings} />
        </Section>
      )}
      {violations.map((one) => (
        <Alert key={one.id} color="red" title={`Went around the gate into ${named(one.into)}`}>
          Without {one.rules.map(named).join(', ')}, found <Moment at={one.opened_at} />. It closes when what is missing
          comes, or the gate is waived.
        </Alert>
      ))}
      <Select
        size="xs"
        label="May it enter"
        allowDeselect={false}
        data={kind.stages.map((stage) => ({ value: stage, label: named(stage) }))}
        value={into}
        onChange={(stage) => stage && onAsk(stage)}
      />
      <Loaded query={gate} height={160}>
        {(answer) => (
          <>
            <Alert
              color={answer.allowed ? 'teal' : 'red'}
              title={answer.allowed ? `Yes, into ${named(into)}` : `Not yet into ${named(into)}`}
            >
              <Short answer={answer} />
            </Alert>
            <Move record={record} kind={kind} into={into} allowed={answer.allowed} />
            {!answer.allowed && <Waive record={record} answer={answer} />}
          </>
        )}
      </Loaded>
      {gate.data && gate.data.reasons.length > 0 && (
        <Section title="Every rule, and what it saw">
          <Reasons reasons={inOrder(gate.data)} />
        </Section>
      )}
      <InForce of={record} now={now} />
      <Section title="What is known">
        <RecordFields record={record} kind={kind} currency={workspace.currency} />
      </Section>
    </Stack>
  )
}

/** What is to do, in the policy's words. */
function Short({ answer }: { answer: GateAnswer }) {
  const lines = missing(answer)
  if (lines.length === 0) return answer.gates.length === 0 ? 'No gate guards this stage.' : 'Nothing is missing.'
  return (
    <List size="sm">
      {lines.map((line) => (
        <List.Item key={line}>{line}</List.Item>
      ))}
    </List>
  )
}

/** The waivers that a record has, and that still count. */
function InForce({ of, now }: { of: CrmRecord; now: Date }) {
  const waivers = useQuery(waiversQuery)
  const its = waivers.data?.filter((one) => one.record === `${of.kind} ${of.id}` && inForce(one, now)) ?? []
  if (its.length === 0) return null
  return (
    <Section title="Waivers in force">
      {its.map((one) => (
        <Text key={one.id} size="sm">
          {one.rule ? named(one.rule) : 'The whole gate'}, until <Moment at={one.until} now={now} />: {one.why}{' '}
          <Text span size="xs" c="var(--quiet)">
            signed by <PersonName id={one.by} />
          </Text>
        </Text>
      ))}
    </Section>
  )
}
