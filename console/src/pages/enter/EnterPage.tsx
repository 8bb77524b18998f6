import { Center, Paper, Stack, Text, Title } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { ChoosePassword } from './ChoosePassword'
import { linkOf } from './link'
import { SetUp } from './SetUp'
import { SignIn } from './SignIn'

/** The way in: by the link in the log, by an invitation, with name and password, or by the company's sign-on. */
export function EnterPage() {
  const [link, setLink] = useState(linkOf)
  const [note, setNote] = useState('')
  const client = useQueryClient()
  const router = useRouter()
  const enter = () => {
    client.clear()
    const next = new URLSearchParams(location.search).get('next') ?? '/'
    // Only within the console: a link must not lead elsewhere after somebody has signed in.
    router.history.push(/^\/(?![/\\])/.test(next) ? next : '/')
  }
  const chosen = () => {
    setLink({})
    setNote('Your password is chosen. Sign in with it.')
  }
  return (
    <Center component="main" mih="100dvh" p="md" bg="var(--ground)">
      <Paper w={380} p="xl" shadow="sm">
        <Stack gap="md">
          <img src="/icon.svg" alt="" width={36} height={36} />
          <Title order={1}>
            {link.setup ? 'Set Tollgate up' : link.invitation ? 'Choose a password' : 'Sign in to Tollgate'}
          </Title>
          {note && (
            <Text size="sm" role="status">
              {note}
            </Text>
          )}
          {link.setup ? (
            <SetUp secret={link.setup} onDone={enter} />
          ) : link.invitation ? (
            <ChoosePassword secret={link.invitation} onDone={chosen} />
          ) : (
            <SignIn onDone={enter} />
          )}
        </Stack>
      </Paper>
    </Center>
  )
}
