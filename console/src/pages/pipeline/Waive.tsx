import { Button, Select, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { waive } from '@/api/gates'
import { usePolicy } from '@/api/policy'
import type { CrmRecord } from '@/api/records'
import { named } from '@/components/named'
import { Section } from '@/components/Section'
import { useDoing } from '@/components/useDoing'
import { useMay, useMe } from '@/session/me'

/** Makes an exception to a gate: for one rule or all, with a reason, for as long as the policy says. */
export function Waive({ record, gate, rules }: { record: CrmRecord; gate: string; rules: readonly string[] }) {
  const may = useMay('waive a gate')
  const { person } = useMe()
  const of = usePolicy().gates.find((one) => one.id === gate)
  const [rule, setRule] = useState<string | null>(null)
  const [why, setWhy] = useState('')
  const waiving = useDoing(waive, {
    done: 'The exception is recorded.',
    failed: 'The exception was not made',
    changes: ['gates', 'waivers', 'violations', 'records'],
  })
  if (!may || !of?.waivers) return null
  if (!person)
    return (
      <Section title="Make an exception">
        <Text size="sm" c="var(--quiet)">
          An exception is signed by a person of the policy ({of.waivers.by.join(', ')} may, for {of.waivers.lasts}), and
          you are none: sign in with an account that says which person you are.
        </Text>
      </Section>
    )
  return (
    <Section title="Make an exception">
      <Stack gap="sm">
        <Text size="xs" c="var(--quiet)">
          {of.waivers.by.join(' or ')} may, for {of.waivers.lasts} at a time. The ledger tells your name and reason.
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
        <Button
          size="xs"
          variant="default"
          disabled={!why}
          loading={waiving.busy}
          onClick={() => void waiving.run({ kind: record.kind, record: record.id, gate, why, ...(rule && { rule }) })}
          style={{ alignSelf: 'start' }}
        >
          Make the exception
        </Button>
      </Stack>
    </Section>
  )
}
