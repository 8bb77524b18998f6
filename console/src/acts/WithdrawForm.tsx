import { Textarea } from '@mantine/core'
import { useState } from 'react'
import type { Schemas } from '@/api/client'
import { SendForm } from './SendForm'

/** Takes an offer back, and says why. */
export function WithdrawForm({ busy, onSend }: { busy: boolean; onSend: (said: Schemas['WithdrawHandoff']) => void }) {
  const [why, setWhy] = useState('')
  return (
    <SendForm button="Withdraw" busy={busy} disabled={!why} onSend={() => onSend({ why })}>
      <Textarea
        label="Why?"
        autosize
        minRows={2}
        required
        data-autofocus
        value={why}
        onChange={(event) => setWhy(event.currentTarget.value)}
      />
    </SendForm>
  )
}
