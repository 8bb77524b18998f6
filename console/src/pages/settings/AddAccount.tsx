import { Button, Group, Paper, Switch, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { addAccount } from '@/api/account'
import type { Schemas } from '@/api/client'
import { Form } from '@/components/Form'
import { useDoing } from '@/components/useDoing'
import { RoleSelect } from './RoleSelect'
import { roles } from './roles'

/** Makes an account, and a link with which its person chooses a password. */
export function AddAccount({ onAdded }: { onAdded: (added: Schemas['AddedAccount']) => void }) {
  const [name, setName] = useState('')
  const [role, setRole] = useState<Schemas['RoleName']>('member')
  const [system, setSystem] = useState(false)
  const adding = useDoing(addAccount, {
    done: 'The account is made.',
    failed: 'The account was not made',
    changes: ['accounts'],
  })
  const add = async () => {
    const outcome = await adding.run({ name, role, system })
    if (outcome.done) {
      setName('')
      onAdded(outcome.made)
    }
  }
  return (
    <Paper p="lg">
      <Form onSend={() => void add()}>
        <Group align="end" gap="sm">
          <TextInput
            size="xs"
            label="Signs in as"
            placeholder="ana@acme.example"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <RoleSelect value={role} onChange={setRole} />
          <Switch
            label="For a system"
            checked={system}
            onChange={(event) => setSystem(event.currentTarget.checked)}
            mb={4}
          />
          <Button type="submit" size="xs" disabled={!name} loading={adding.busy}>
            Add an account
          </Button>
        </Group>
      </Form>
      <Text size="xs" c="var(--quiet)" mt="sm">
        {roles.find((one) => one.value === role)?.says}
      </Text>
    </Paper>
  )
}
