import { Button, Paper, PasswordInput, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { changePassword, sessionQuery, sessionsQuery, signOutEverywhere } from '@/api/account'
import { Empty } from '@/components/Empty'
import { Fields } from '@/components/Fields'
import { Form } from '@/components/Form'
import { Loaded } from '@/components/Loaded'
import { Moment } from '@/components/Moment'
import { Section } from '@/components/Section'
import { useDoing } from '@/components/useDoing'
import { useMe } from '@/session/me'
import { SecondFactor } from './SecondFactor'
import { Zone } from './Zone'

/** Who I am here, and how I come in. */
export function MyAccount() {
  const me = useMe()
  if (me.open) {
    return (
      <Empty title="Nobody signs in yet">
        While there is no account, whoever is on this machine may do everything. Open the link in the log of the service
        to make the first account: an administrator.
      </Empty>
    )
  }
  return <Own />
}

function Own() {
  const me = useMe()
  const session = useQuery(sessionQuery)
  return (
    <Loaded query={session} height={400}>
      {(own) => (
        <Stack gap="lg">
          <Paper p="lg">
            <Fields
              fields={[
                ['Signs in as', own.name],
                ['Person', me.person_name ?? me.person ?? 'none'],
                ['Role', own.role],
                ['Time zone', <Zone key="zone" />],
              ]}
            />
          </Paper>
          <Paper p="lg">
            <SecondFactor isOn={own.second_factor} codes={own.recovery_codes} />
          </Paper>
          <Paper p="lg">
            <Password />
          </Paper>
          <Paper p="lg">
            <Sessions />
          </Paper>
        </Stack>
      )}
    </Loaded>
  )
}

function Password() {
  const [before, setBefore] = useState('')
  const [password, setPassword] = useState('')
  const changing = useDoing(changePassword, {
    done: 'Your password is another now; other sessions have ended.',
    failed: 'The password was not changed',
    changes: ['session'],
  })
  const send = async () => {
    await changing.run({ before, password })
    setBefore('')
    setPassword('')
  }
  return (
    <Section title="Password">
      <Form onSend={() => void send()}>
        <Stack gap="sm" maw={360}>
          <PasswordInput
            label="Current password"
            autoComplete="current-password"
            value={before}
            onChange={(event) => setBefore(event.currentTarget.value)}
          />
          <PasswordInput
            label="New password"
            description="At least twelve characters"
            autoComplete="new-password"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <Button
            type="submit"
            size="xs"
            disabled={!before || password.length < 12}
            loading={changing.busy}
            style={{ alignSelf: 'start' }}
          >
            Change password
          </Button>
        </Stack>
      </Form>
    </Section>
  )
}

function Sessions() {
  const sessions = useQuery(sessionsQuery)
  const leaving = useDoing(signOutEverywhere, { failed: 'You are still signed in', changes: ['me'] })
  const leave = async () => {
    await leaving.run(undefined)
    location.reload()
  }
  return (
    <Section title="Where you are signed in">
      <Loaded query={sessions} height={90}>
        {(all) => (
          <Stack gap={8}>
            {all.map((one) => (
              <Text key={`${one.signed_in_at} ${one.agent}`} size="sm">
                {one.agent || 'A browser'}
                {one.this ? ' (this one)' : ''}, used <Moment at={one.used_at} />, ends <Moment at={one.ends_at} />
              </Text>
            ))}
            <Button
              size="xs"
              variant="default"
              loading={leaving.busy}
              onClick={() => void leave()}
              style={{ alignSelf: 'start' }}
            >
              Sign out everywhere
            </Button>
          </Stack>
        )}
      </Loaded>
    </Section>
  )
}
