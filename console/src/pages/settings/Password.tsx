import { Stack } from '@mantine/core'
import { useState } from 'react'
import { changePassword } from '@/api/account'
import { Form } from '@/components/Form'
import { FormEnd } from '@/components/FormEnd'
import { Section } from '@/components/Section'
import { useDoing } from '@/components/useDoing'
import { PasswordField } from './PasswordField'

/** Another password in place of the one until now. */
export function Password() {
  const [before, setBefore] = useState('')
  const [password, setPassword] = useState('')
  const { busy, problem, run } = useDoing(changePassword, {
    done: 'Your password is another now; other sessions have ended.',
    changes: ['session'],
  })
  const send = async () => {
    const { done } = await run({ before, password })
    if (!done) return
    setBefore('')
    setPassword('')
  }
  return (
    <Section title="Password">
      <Form onSend={() => void send()}>
        <Stack gap="sm" maw={360}>
          <PasswordField label="Current password" value={before} onChange={setBefore} error={problem?.at('before')} />
          <PasswordField
            label="New password"
            isNew
            value={password}
            onChange={setPassword}
            error={problem?.at('password')}
          />
          <FormEnd
            button="Change password"
            busy={busy}
            disabled={!before || password.length < 12}
            problem={problem}
            fields={['before', 'password']}
          />
        </Stack>
      </Form>
    </Section>
  )
}
