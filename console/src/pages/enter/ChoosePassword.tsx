import type { Schemas } from '@/api/client'
import { choosePassword } from '@/api/session'
import { EntryForm } from './EntryForm'
import { NewPassword } from './SetUp'
import { useSending } from './useSending'

interface Props {
  secret: string
  onDone: (chosen: Schemas['ChosenView']) => void
}

/** Chooses a password, by an invitation or after one was forgotten. */
export function ChoosePassword({ secret, onDone }: Props) {
  const { busy, problem, send } = useSending()
  return (
    <EntryForm
      button="Choose"
      busy={busy}
      problem={problem}
      onSend={({ password = '' }) => void send(() => choosePassword({ secret, password }), onDone)}
    >
      <NewPassword />
    </EntryForm>
  )
}
