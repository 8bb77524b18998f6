import { Button, Group, Paper, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { putEndpoint } from '@/api/endpoints'
import { Form } from '@/components/Form'
import { Secret } from '@/components/Secret'
import { useDoing } from '@/components/useDoing'

/** Adds somebody who is told: a webhook, addresses, or a channel of Slack. */
export function AddEndpoint() {
  const [name, setName] = useState('')
  const [kind, setKind] = useState('webhook')
  const [where, setWhere] = useState('')
  const [secret, setSecret] = useState<string>()
  const putting = useDoing(
    () => {
      const signing = kind === 'webhook' ? fresh() : undefined
      setSecret(signing)
      return putEndpoint(name, {
        kind,
        enabled: true,
        ...(kind === 'email' ? { to: where.split(/[\s,]+/).filter(Boolean) } : { url: where }),
        ...(signing && { secrets: [signing] }),
      })
    },
    { done: 'It is told from now on.', failed: 'The endpoint was not added', changes: ['endpoints'] },
  )
  return (
    <Paper p="lg">
      <Form onSend={() => void putting.run(undefined)}>
        <Group align="end" gap="sm">
          <TextInput
            size="xs"
            label="Name"
            placeholder="crm"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Select
            size="xs"
            label="Kind"
            allowDeselect={false}
            data={[
              { value: 'webhook', label: 'Webhook' },
              { value: 'email', label: 'E-mail' },
              { value: 'slack', label: 'Slack' },
            ]}
            value={kind}
            onChange={(chosen) => chosen && setKind(chosen)}
          />
          <TextInput
            size="xs"
            w={300}
            label={kind === 'email' ? 'Addresses' : 'Address'}
            placeholder={kind === 'email' ? 'revops@acme.example' : 'https://…'}
            value={where}
            onChange={(event) => setWhere(event.currentTarget.value)}
          />
          <Button type="submit" size="xs" disabled={!name || !where} loading={putting.busy}>
            Add
          </Button>
        </Group>
      </Form>
      {secret && (
        <Group mt="md" display="block">
          <Secret says="The receiver verifies messages with this secret; it is shown this once." text={secret} />
        </Group>
      )}
    </Paper>
  )
}

/** A fresh secret as Standard Webhooks has them: 256 bits at random. */
function fresh(): string {
  return `whsec_${btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))))}`
}
