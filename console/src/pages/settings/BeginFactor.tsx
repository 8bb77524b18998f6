import { Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { beginTotp } from '@/api/account'
import type { Schemas } from '@/api/client'
import { Form } from '@/components/Form'
import { FormEnd } from '@/components/FormEnd'
import { useDoing } from '@/components/useDoing'
import { PasswordField } from './PasswordField'

/** Begins a second factor, with the password. */
export function BeginFactor({ onBegun }: { onBegun: (begun: Schemas['TotpView']) => void }) {
  const [password, setPassword] = useState('')
  const { busy, problem, run } = useDoing(beginTotp, { changes: [] })
  const begin = async () => {
    const outcome = await run({ password })
    if (outcome.done) onBegun(outcome.made)
  }
  return (
    <Form onSend={() => void begin()}>
      <Stack gap="sm" maw={360}>
        <Text size="sm">With an authenticator on your phone, a stolen password alone opens nothing.</Text>
        <PasswordField label="Your password" value={password} onChange={setPassword} error={problem?.at('password')} />
        <FormEnd button="Set one up" busy={busy} disabled={!password} problem={problem} fields={['password']} />
      </Stack>
    </Form>
  )
}
