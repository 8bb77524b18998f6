import { Button, Group, Loader, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { problemOf } from '@/api/problem'

interface Props {
  /** Asks whether the link is good. */
  check: () => Promise<unknown>
  /** The link is let go of. */
  onSignIn: () => void
  /** What a good link opens. */
  children: ReactNode
}

/** What a link opens, where it is good; otherwise why it is not, before anybody types a password. */
export function Linked({ check, onSignIn, children }: Props) {
  const checked = useQuery({
    queryKey: ['link'],
    queryFn: () => check().then(() => true),
    // Asked once: what is being typed must not go away.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  if (checked.isSuccess) return children
  if (checked.isPending) return <Loader size="sm" />
  return <BadLink thrown={checked.error} onRetry={() => void checked.refetch()} onSignIn={onSignIn} />
}

/** The service says why a link opens nothing, and how to come by another. */
const final = ['link_ended', 'already_set_up']

function BadLink({ thrown, onRetry, onSignIn }: { thrown: unknown; onRetry: () => void; onSignIn: () => void }) {
  const problem = problemOf(thrown)
  return (
    <>
      <Text size="sm" role="alert">
        {problem.message}
      </Text>
      <Group gap="sm">
        {!final.includes(problem.code) && <Button onClick={onRetry}>Try again</Button>}
        <Button variant="default" onClick={onSignIn}>
          Sign in
        </Button>
      </Group>
    </>
  )
}
