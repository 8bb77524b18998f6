import { Button, Divider, PasswordInput, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { signIn, waysQuery } from '@/api/session'
import { base } from '@/base'
import { EntryForm } from './EntryForm'
import { useSending } from './useSending'

/** Name and password, a code where the account asks for one, or the company's sign-on. */
export function SignIn({ onDone }: { onDone: () => void }) {
  const ways = useQuery(waysQuery)
  const { busy, problem, send } = useSending()
  if (ways.data && !ways.data.is_set_up) {
    return (
      <Text size="sm">
        There is no account yet: open the link in the log of the service, which is good for an hour.
      </Text>
    )
  }
  const needsCode = problem?.code === 'code_needed' || problem?.field === 'code'
  return (
    <>
      <EntryForm
        button="Sign in"
        busy={busy}
        problem={problem}
        onSend={({ name = '', password = '', code }) =>
          void send(() => signIn({ name, password, ...(code && { code }) }), onDone)
        }
      >
        <TextInput name="name" label="Name" autoComplete="username" autoCapitalize="none" spellCheck={false} required />
        <PasswordInput name="password" label="Password" autoComplete="current-password" required />
        {needsCode && (
          <TextInput
            name="code"
            label="Code"
            description="Of your authenticator, or a recovery code"
            autoComplete="one-time-code"
            required
          />
        )}
      </EntryForm>
      {ways.data?.provider && (
        <>
          <Divider label="or" />
          <Button component="a" href={`${base}/v1/oidc/start`} variant="default">
            Sign in by your company’s sign-on
          </Button>
        </>
      )}
    </>
  )
}
