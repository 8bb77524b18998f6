import { Badge, Button, Group, Paper, Stack, Switch, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type Endpoint, endpointsQuery, removeEndpoint, switchEndpoint } from '@/api/endpoints'
import { Empty } from '@/components/Empty'
import { Loaded } from '@/components/Loaded'
import { useDoing } from '@/components/useDoing'
import { count } from '@/time/units'
import { AddEndpoint } from './AddEndpoint'
import { Undelivered } from './Undelivered'

/** Who outside is told what, and what did not reach them. */
export function Endpoints() {
  const endpoints = useQuery(endpointsQuery)
  return (
    <Stack gap="lg">
      <AddEndpoint />
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
  const switching = useDoing((enabled: boolean) => switchEndpoint(endpoint.name, enabled), {
    failed: 'The endpoint is as it was',
    changes: ['endpoints'],
  })
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
            label={endpoint.enabled ? 'on' : 'off'}
            aria-label={`${endpoint.name} is told`}
            checked={endpoint.enabled}
            disabled={switching.busy}
            onChange={(event) => void switching.run(event.currentTarget.checked)}
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
