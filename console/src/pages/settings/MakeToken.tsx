import { Button, Group, MultiSelect, Paper, TextInput } from '@mantine/core'
import { useState } from 'react'
import { makeToken } from '@/api/account'
import type { Schemas } from '@/api/client'
import { Form } from '@/components/Form'
import { useDoing } from '@/components/useDoing'
import { instantOf } from '@/time/instant'
import { RoleSelect } from './RoleSelect'

const scopes: ReadonlyArray<{ value: Schemas['ScopeName']; label: string }> = [
  { value: 'read', label: 'read' },
  { value: 'write', label: 'write: act on handoffs and tasks' },
  { value: 'ingest', label: 'ingest: records and activities' },
  { value: 'gates', label: 'gates: ask and pass' },
  { value: 'admin', label: 'admin: everything of its role' },
]

/** Makes a token for another system. */
export function MakeToken({ onMade }: { onMade: (secret: string) => void }) {
  const [name, setName] = useState('')
  const [system, setSystem] = useState('')
  const [role, setRole] = useState<Schemas['RoleName']>('service')
  const [chosen, setChosen] = useState<string[]>(['ingest'])
  const [until, setUntil] = useState('')
  const making = useDoing(makeToken, { failed: 'The token was not made', changes: ['tokens', 'me'] })
  const make = async () => {
    const outcome = await making.run({
      name,
      system,
      role,
      scopes: chosen as Schemas['ScopeName'][],
      ...(until && { expires_at: instantOf(until).toISOString() }),
    })
    if (outcome.done) onMade(outcome.made.secret)
  }
  return (
    <Paper p="lg">
      <Form onSend={() => void make()}>
        <Group align="end" gap="sm">
          <TextInput
            size="xs"
            label="What for"
            placeholder="CRM sync"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <TextInput
            size="xs"
            label="System"
            placeholder="crm"
            value={system}
            onChange={(event) => setSystem(event.currentTarget.value)}
          />
          <RoleSelect value={role} onChange={setRole} />
          <MultiSelect size="xs" label="Scopes" data={scopes} value={chosen} onChange={setChosen} maw={320} />
          <TextInput
            size="xs"
            type="date"
            label="Until"
            value={until}
            onChange={(event) => setUntil(event.currentTarget.value)}
          />
          <Button type="submit" size="xs" disabled={!name || !system || chosen.length === 0} loading={making.busy}>
            Make a token
          </Button>
        </Group>
      </Form>
    </Paper>
  )
}
