import { Badge, Button, Group, Paper, Select, Stack, Switch, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type Endpoint, endpointsQuery, putEndpoint, removeEndpoint } from '@/api/endpoints'
import { Empty } from '@/components/Empty'
import { Loaded } from '@/components/Loaded'
import { Secret } from '@/components/Secret'
import { useDoing } from '@/components/useDoing'
import { count } from '@/time/units'
import { Undelivered } from './Undelivered'

/** Who outside is told what, and what did not reach them. */
export function Endpoints() {
  const endpoints = useQuery(endpointsQuery)
  return (
    <Stack gap="lg">
      <Add />
      <Loaded query={endpoints} height={320}>
        {(all) =>
          all.length === 0 ? (
            <Empty title="Nobody is told yet">
              Add a webhook for a system, an address for e-mail, or a channel of Slack: they hear of offers, breaches
              and escalations.
            </Empty>
          ) : (
            all.map((one) => <One key={one.name} endpoint={one} />)
          )
        }
      </Loaded>
    </Stack>
  )
}

function One({ endpoint }: { endpoint: Endpoint }) {
  const putting = useDoing(
    (enabled: boolean) =>
      putEndpoint(endpoint.name, {
        kind: endpoint.kind,
        enabled,
        events: endpoint.events,
        points: endpoint.points,
        to: endpoint.to,
        ...(endpoint.url && { url: endpoint.url }),
      }),
    { failed: 'The endpoint is as it was', changes: ['endpoints'] },
  )
  const removing = useDoing(removeEndpoint, {
    done: 'It is told nothing any more.',
    failed: 'It is still there',
    changes: ['endpoints'],
  })
  return (
    <Paper p="lg">
      <Group justify="space-between">
        <div>
          <Group gap={8}>
            <Text fw={600}>{endpoint.name}</Text>
            <Badge color="toll">{endpoint.kind}</Badge>
            {endpoint.parked > 0 && <Badge color="red">{count(endpoint.parked)} dead letters</Badge>}
            {endpoint.waiting > 0 && <Badge color="yellow">{count(endpoint.waiting)} tried again</Badge>}
          </Group>
          <Text size="sm" c="var(--quiet)">
            {endpoint.url ?? (endpoint.to.join(', ') || 'the address is a secret')} ·{' '}
            {endpoint.events.length ? endpoint.events.join(', ') : 'what its kind is usually told'}
          </Text>
          {endpoint.disabled_why && (
            <Text size="sm" c="red">
              {endpoint.disabled_why}
            </Text>
          )}
        </div>
        <Group gap="sm">
          <Switch
            label="told"
            checked={endpoint.enabled}
            disabled={putting.busy}
            onChange={(event) => void putting.run(event.currentTarget.checked)}
          />
          <Button size="xs" variant="default" loading={removing.busy} onClick={() => void removing.run(endpoint.name)}>
            Remove
          </Button>
        </Group>
      </Group>
      {(endpoint.parked > 0 || endpoint.waiting > 0) && <Undelivered name={endpoint.name} />}
    </Paper>
  )
}

function Add() {
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
          data={['webhook', 'email', 'slack']}
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
        <Button size="xs" disabled={!name || !where} loading={putting.busy} onClick={() => void putting.run(undefined)}>
          Add
        </Button>
      </Group>
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
