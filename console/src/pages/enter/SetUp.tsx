import { PasswordInput, Text, TextInput } from '@mantine/core'
import { setUp } from '@/api/session'
import { EntryForm } from './EntryForm'
import { useSending } from './useSending'

/** Makes the first account, an administrator. */
export function SetUp({ secret, onDone }: { secret: string; onDone: () => void }) {
  const { busy, problem, send } = useSending()
  return (
    <>
      <Text size="sm" c="var(--quiet)">
        You make the first account, an administrator. From then on everybody signs in.
      </Text>
      <EntryForm
        button="Make the account"
        busy={busy}
        problem={problem}
        onSend={({ name = '', person, password = '' }) =>
          void send(() => setUp({ secret, name, password, ...(person && { person }) }), onDone)
        }
      >
        <TextInput
          name="name"
          label="Name"
          description="With which you sign in"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
        />
        <TextInput
          name="person"
          label="Person in the policy"
          description="Where it is not the name"
          autoCapitalize="none"
          spellCheck={false}
        />
        <NewPassword />
      </EntryForm>
    </>
  )
}

/** A password that is being chosen. */
export function NewPassword() {
  return (
    <PasswordInput
      name="password"
      label="Password"
      description="At least twelve characters: several words make a good one"
      autoComplete="new-password"
      minLength={12}
      required
    />
  )
}
