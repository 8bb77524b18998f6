import { Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Schemas } from '@/api/client'
import { usePeople } from '@/api/people'
import { instantOf } from '@/time/instant'
import { SendForm } from './SendForm'

interface Props {
  owner: string | null | undefined
  busy: boolean
  onSend: (said: Schemas['SetNextStep']) => void
}

/** Says what happens next, by when and by whom. */
export function NextStepForm({ owner, busy, onSend }: Props) {
  const people = [...usePeople().values()]
  const [what, setWhat] = useState('')
  const [due, setDue] = useState('')
  const [who, setWho] = useState(owner ?? null)
  return (
    <SendForm
      button="Set the next step"
      busy={busy}
      disabled={!what || !due}
      onSend={() => onSend({ what, due_at: instantOf(due).toISOString(), ...(who && { owner: who }) })}
    >
      <TextInput
        label="What"
        placeholder="Call with their head of finance"
        data-autofocus
        required
        value={what}
        onChange={(event) => setWhat(event.currentTarget.value)}
      />
      <TextInput
        type="datetime-local"
        label="By when"
        description="In your own zone"
        required
        value={due}
        onChange={(event) => setDue(event.currentTarget.value)}
      />
      <Select
        label="By whom"
        searchable
        data={people.map((person) => ({ value: person.id, label: person.name }))}
        value={who}
        onChange={setWho}
      />
    </SendForm>
  )
}
