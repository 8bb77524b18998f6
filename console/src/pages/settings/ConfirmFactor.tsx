import { Anchor, Stack, Text } from '@mantine/core'
import { QRCodeSVG } from 'qrcode.react'
import { useState } from 'react'
import { confirmTotp } from '@/api/account'
import type { Schemas } from '@/api/client'
import { Form } from '@/components/Form'
import { FormEnd } from '@/components/FormEnd'
import { Secret } from '@/components/Secret'
import { useDoing } from '@/components/useDoing'
import { CodeField } from './CodeField'

interface Props {
  begun: Schemas['TotpView']
  onCodes: (codes: readonly string[]) => void
}

/** Tells an authenticator the secret, and turns the second factor on by its first code. */
export function ConfirmFactor({ begun, onCodes }: Props) {
  const [code, setCode] = useState('')
  const { busy, problem, run } = useDoing(confirmTotp, {
    done: 'From now on a code is asked for.',
    changes: ['session'],
  })
  const confirm = async () => {
    const outcome = await run({ code })
    if (outcome.done) onCodes(outcome.made.codes)
  }
  return (
    <Stack gap="sm">
      <Text size="sm">
        Let your authenticator scan this, or, on this device, <Anchor href={begun.address}>open it</Anchor>.
      </Text>
      <QRCodeSVG value={begun.address} size={176} marginSize={3} title="The secret, for an authenticator to scan" />
      <Secret says="Where it cannot scan, tell it this secret:" text={begun.secret} />
      <Form onSend={() => void confirm()}>
        <Stack gap="sm" maw={360}>
          <CodeField label="The code that it shows" value={code} onChange={setCode} error={problem?.at('code')} />
          <FormEnd button="Confirm" busy={busy} disabled={code.length < 6} problem={problem} fields={['code']} />
        </Stack>
      </Form>
    </Stack>
  )
}
