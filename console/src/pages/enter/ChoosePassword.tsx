import { choosePassword } from '@/api/session'
import { EntryForm } from './EntryForm'
import { NewPassword } from './SetUp'
import { useSending } from './useSending'

/** Chooses a password, by an invitation or after one was forgotten. */
export function ChoosePassword({ secret, onDone }: { secret: string; onDone: () => void }) {
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
