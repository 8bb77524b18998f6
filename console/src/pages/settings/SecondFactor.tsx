import { Anchor, Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { QRCodeSVG } from 'qrcode.react'
import { useState } from 'react'
import { beginTotp, confirmTotp, removeTotp } from '@/api/account'
import { Form } from '@/components/Form'
import { Secret } from '@/components/Secret'
import { Section } from '@/components/Section'
import { useDoing } from '@/components/useDoing'

/** A code of an authenticator beside the password. */
export function SecondFactor({ isOn, codes }: { isOn: boolean; codes: number }) {
  const [saved, setSaved] = useState<readonly string[]>()
  return (
    <Section title="Second factor">
      {saved && (
        <Secret
          says="Keep these recovery codes where only you find them: each opens once, should you lose the authenticator."
          text={saved.join('\n')}
        />
      )}
      {isOn ? <On codes={codes} /> : <SetUp onCodes={setSaved} />}
    </Section>
  )
}

function On({ codes }: { codes: number }) {
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const removing = useDoing(removeTotp, {
    done: 'The password alone lets you in again.',
    failed: 'The second factor is still there',
    changes: ['session'],
  })
  return (
    <Form onSend={() => void removing.run({ password, code })}>
      <Stack gap="sm" maw={360}>
        <Text size="sm">A code is asked for beside your password. {codes} recovery codes are left.</Text>
        <PasswordInput
          label="Password"
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <TextInput
          label="Code"
          autoComplete="one-time-code"
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <Button
          type="submit"
          size="xs"
          variant="default"
          disabled={!password || !code}
          loading={removing.busy}
          style={{ alignSelf: 'start' }}
        >
          Remove it
        </Button>
      </Stack>
    </Form>
  )
}

function SetUp({ onCodes }: { onCodes: (codes: readonly string[]) => void }) {
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [begun, setBegun] = useState<{ secret: string; address: string }>()
  const beginning = useDoing(beginTotp, { failed: 'It was not begun', changes: [] })
  const confirming = useDoing(confirmTotp, {
    done: 'From now on a code is asked for.',
    failed: 'The code was not right',
    changes: ['session'],
  })
  const begin = async () => setBegun(await beginning.run({ password }))
  if (!begun) {
    return (
      <Form onSend={() => void begin()}>
        <Stack gap="sm" maw={360}>
          <Text size="sm">With an authenticator on your phone, a stolen password alone opens nothing.</Text>
          <PasswordInput
            label="Your password"
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <Button type="submit" size="xs" disabled={!password} loading={beginning.busy} style={{ alignSelf: 'start' }}>
            Set one up
          </Button>
        </Stack>
      </Form>
    )
  }
  const confirm = async () => {
    const made = await confirming.run({ code })
    if (made) onCodes(made.codes)
  }
  return (
    <Stack gap="sm">
      <Text size="sm">
        Let your authenticator scan this, or, on this device, <Anchor href={begun.address}>open it</Anchor>.
      </Text>
      <QRCodeSVG value={begun.address} size={176} marginSize={3} title="The secret, for an authenticator to scan" />
      <Secret says="Where it cannot scan, tell it this secret:" text={begun.secret} />
      <Form onSend={() => void confirm()}>
        <Stack gap="sm">
          <TextInput
            maw={360}
            label="The code that it shows"
            autoComplete="one-time-code"
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
          <Button
            type="submit"
            size="xs"
            disabled={code.length < 6}
            loading={confirming.busy}
            style={{ alignSelf: 'start' }}
          >
            Confirm
          </Button>
        </Stack>
      </Form>
    </Stack>
  )
}
