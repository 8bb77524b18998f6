import { Button, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { ApiProblem } from '@/api/problem'

interface Props {
  button: string
  busy: boolean
  problem: ApiProblem | undefined
  onSend: (fields: Record<string, string>) => void
  children: ReactNode
}

/** A form of the way in: its fields, the problem where there is one, and one button. */
export function EntryForm({ button, busy, problem, onSend, children }: Props) {
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        onSend(Object.fromEntries(new FormData(event.currentTarget)) as Record<string, string>)
      }}
    >
      <Stack gap="sm">
        {children}
        {problem && (
          <Text size="sm" c="red" role="alert">
            {problem.message}
          </Text>
        )}
        <Button type="submit" loading={busy} mt={4}>
          {button}
        </Button>
      </Stack>
    </form>
  )
}
