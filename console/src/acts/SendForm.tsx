import { Button, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { Form } from '@/components/Form'

interface Props {
  button: string
  busy: boolean
  disabled?: boolean
  onSend: () => void
  children: ReactNode
}

/** A form of an act: its fields, and one button; Enter sends it. */
export function SendForm({ button, busy, disabled, onSend, children }: Props) {
  return (
    <Form onSend={onSend}>
      <Stack gap="sm">
        {children}
        <Button type="submit" loading={busy} disabled={disabled}>
          {button}
        </Button>
      </Stack>
    </Form>
  )
}
