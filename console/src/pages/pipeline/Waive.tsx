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

/** For one rule or all, with a reason, for as long as the policy says. */
function Form({ record, gate, rules }: { record: CrmRecord; gate: string; rules: readonly string[] }) {
  const lasts = usePolicy().gates.find((one) => one.id === gate)?.waivers?.lasts
  const [rule, setRule] = useState<string | null>(null)
  const [why, setWhy] = useState('')
  const waiving = useDoing(waive, {
    done: 'The waiver is recorded.',
    changes: ['gates', 'waivers', 'violations', 'records'],
  })
  return (
    <Section title="Waive the gate">
      <Stack gap="sm">
        <Text size="xs" c="var(--quiet)">
          For {lasts}. The ledger tells your name and reason.
        </Text>
        <Select
          size="xs"
          label="What is set aside"
          placeholder="The whole gate"
          clearable
          data={rules.map((one) => ({ value: one, label: named(one) }))}
          value={rule}
          onChange={setRule}
        />
        <TextInput size="xs" label="Why" value={why} onChange={(event) => setWhy(event.currentTarget.value)} />
        {waiving.problem && <ProblemNotice thrown={waiving.problem} />}
        <Button
          size="xs"
          variant="default"
          disabled={!why}
          loading={waiving.busy}
          onClick={() => void waiving.run({ kind: record.kind, record: record.id, gate, why, ...(rule && { rule }) })}
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
