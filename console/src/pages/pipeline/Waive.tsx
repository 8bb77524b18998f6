import { Button, Select, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { type GateAnswer, waive } from '@/api/gates'
import { usePolicy } from '@/api/policy'
import type { CrmRecord } from '@/api/records'
import { named } from '@/components/named'
import { ProblemNotice } from '@/components/ProblemNotice'
import { Section } from '@/components/Section'
import { useDoing } from '@/components/useDoing'
import { useMay } from '@/session/me'

interface Props {
  record: CrmRecord
  /** What the gates said to where it is to go. */
  answer: GateAnswer
}

/** Waives a gate, for whom the service says that they may; whom to ask, for everybody else. */
export function Waive({ record, answer }: Props) {
  const { gates } = usePolicy()
  const may = useMay('waive a gate')
  const [gate] = answer.waivable
  if (may && gate) return <Form record={record} gate={gate} rules={answer.blocked_by} />
  const rule = gates.find((one) => one.id === answer.gates[0])?.waivers
  if (!rule) return null
  return (
    <Text size="xs" c="var(--quiet)">
      Where it cannot wait, {signers(rule.by)} may waive the gate, for {rule.lasts} at a time.
    </Text>
  )
}

/** What may be set aside: all that is missing now, or one of it, or the gate with all that it asks for. */
const [MISSING, GATE] = ['all that is missing', 'the whole gate']

/** For what is missing, one rule of it, or the whole gate, with a reason, for as long as the policy says. */
function Form({ record, gate, rules }: { record: CrmRecord; gate: string; rules: readonly string[] }) {
  const lasts = usePolicy().gates.find((one) => one.id === gate)?.waivers?.lasts
  const [what, setWhat] = useState(MISSING)
  const [why, setWhy] = useState('')
  const waived = what === MISSING ? rules : what === GATE ? [undefined] : [what]
  const waiving = useDoing(
    async () => {
      for (const rule of waived) await waive({ kind: record.kind, record: record.id, gate, why, ...(rule && { rule }) })
    },
    { done: 'The waiver is recorded.', changes: ['gates', 'waivers', 'violations', 'records'] },
  )
  return (
    <Section title="Waive the gate">
      <Stack gap="sm">
        <Text size="xs" c="var(--quiet)">
          For {lasts}. The ledger tells your name and reason.
        </Text>
        <Select
          size="xs"
          label="What is set aside"
          allowDeselect={false}
          data={[
            { value: MISSING, label: `All that is missing (${rules.map(named).join(', ')})` },
            ...(rules.length > 1 ? rules.map((one) => ({ value: one, label: named(one) })) : []),
            { value: GATE, label: 'The whole gate, for every later stage too' },
          ]}
          value={what}
          onChange={(chosen) => setWhat(chosen ?? MISSING)}
        />
        <TextInput size="xs" label="Why" value={why} onChange={(event) => setWhy(event.currentTarget.value)} />
        {waiving.problem && <ProblemNotice thrown={waiving.problem} />}
        <Button
          size="xs"
          variant="default"
          disabled={!why}
          loading={waiving.busy}
          onClick={() => void waiving.run(undefined)}
          style={{ alignSelf: 'start' }}
        >
          Waive
        </Button>
      </Stack>
    </Section>
  )
}

/** `a team’s manager or revops@acme.example`. */
const signers = (by: readonly string[]): string =>
  by.map((one) => (one === 'manager' ? 'a team’s manager' : one)).join(' or ')
