import { Button, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { endSession, type OpenSession, sessionsQuery, signOutEverywhere } from '@/api/account'
import { Loaded } from '@/components/Loaded'
import { Moment } from '@/components/Moment'
import { Section } from '@/components/Section'
import { useDoing } from '@/components/useDoing'
import { agentName } from './agent'

/** Where I am signed in, and ending that: in one place, or everywhere. */
export function Sessions() {
  const sessions = useQuery(sessionsQuery)
  const ending = useDoing(endSession, {
    done: 'You are signed out there.',
    failed: 'You are still signed in there',
    changes: ['session'],
  })
  return (
    <Section title="Where you are signed in">
      <Loaded query={sessions} height={90}>
        {(all) => (
          <Stack gap={8}>
            {all.map((one) => (
              <Session key={one.id} session={one} busy={ending.busy} onEnd={() => void ending.run(one.id)} />
            ))}
            <Everywhere />
          </Stack>
        )}
      </Loaded>
    </Section>
  )
}

interface Props {
  session: OpenSession
  busy: boolean
  onEnd: () => void
}

function Session({ session, busy, onEnd }: Props) {
  const where = agentName(session.agent)
  return (
    <Group gap="sm" justify="space-between" wrap="nowrap">
      <Text size="sm">
        {where}
        {session.this ? ' (this one)' : ''}, used <Moment at={session.used_at} />, ends <Moment at={session.ends_at} />
      </Text>
      {!session.this && (
        <Button
          size="compact-xs"
          variant="default"
          disabled={busy}
          onClick={onEnd}
          aria-label={`End: ${where}`}
          style={{ flexShrink: 0 }}
        >
          End
        </Button>
      )}
    </Group>
  )
}

function Everywhere() {
  const { busy, run } = useDoing(signOutEverywhere, { failed: 'You are still signed in', changes: ['me'] })
  const leave = async () => {
    const { done } = await run(undefined)
    if (done) location.reload()
  }
  return (
    <Button size="xs" variant="default" loading={busy} onClick={() => void leave()} style={{ alignSelf: 'start' }}>
      Sign out everywhere
    </Button>
  )
}
