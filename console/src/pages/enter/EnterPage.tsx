import { Center, Paper, Stack, Text, Title } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import type { Schemas } from '@/api/client'
import { base } from '@/base'
import { linkOf } from './link'
import { Way } from './Way'

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
    router.history.push(base + (/^\/(?![/\\])/.test(next) ? next : '/'))
  }
  const chosen = ({ session }: Schemas['ChosenView']) => {
    if (session) return enter()
    setLink({})
    setNote('Your password is chosen. Sign in with it, and with a code of your second factor.')
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
          <Way link={link} onIn={enter} onChosen={chosen} onSignIn={() => setLink({})} />
        </Stack>
      </Paper>
    </Center>
  )
}
