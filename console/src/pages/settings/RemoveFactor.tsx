import { Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { removeTotp } from '@/api/account'
import { Form } from '@/components/Form'
import { FormEnd } from '@/components/FormEnd'
import { useDoing } from '@/components/useDoing'
import { CodeField } from './CodeField'
import { PasswordField } from './PasswordField'

/** Turns the second factor off, with the password and a code. */
export function RemoveFactor({ codes }: { codes: number }) {
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const { busy, problem, run } = useDoing(removeTotp, {
    done: 'The password alone lets you in again.',
    changes: ['session'],
  })
  return (
    <Form onSend={() => void run({ password, code })}>
      <Stack gap="sm" maw={360}>
        <Text size="sm">A code is asked for beside your password. {codes} recovery codes are left.</Text>
        <PasswordField label="Password" value={password} onChange={setPassword} error={problem?.at('password')} />
        <CodeField
          label="Code"
          description="Of your authenticator, or a recovery code"
          value={code}
          onChange={setCode}
          error={problem?.at('code')}
        />
        <FormEnd
          button="Remove it"
          variant="default"
          busy={busy}
          disabled={!password || !code}
          problem={problem}
          fields={['password', 'code']}
        />
      </Stack>
    </Form>
  )
}
