import { Modal, Radio, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { SendForm } from '@/acts/SendForm'
import type { Schemas } from '@/api/client'
import { type Person, presenceQuery, setAvailability } from '@/api/people'
import { Loaded } from '@/components/Loaded'
import { named } from '@/components/named'
import { useDoing } from '@/components/useDoing'
import { instantOf } from '@/time/instant'

type Available = Schemas['Available']

const choices: ReadonlyArray<{ value: Available; label: string; follows: string }> = [
  { value: 'here', label: 'Here', follows: 'Takes handoffs again, beginning at the mean level of the others.' },
  {
    value: 'away',
    label: 'Away',
    follows: 'Is passed over until they are back, and keeps what they carry.',
  },
  {
    value: 'left',
    label: 'Has left for good',
    follows:
      'What was offered to them finds another receiver; what they accepted is for their manager to pass on, and is told as orphaned.',
  },
]

/** Says whether somebody is here, away or gone, and what follows from it. */
export function AvailabilityDialog({ id, onClose }: { id: string | undefined; onClose: () => void }) {
  const presence = useQuery({ ...presenceQuery(id ?? ''), enabled: id !== undefined })
  return (
    <Modal opened={id !== undefined} onClose={onClose} title={`Is ${presence.data?.person.name ?? id} here?`} size="md">
      <Loaded query={presence} height={280}>
        {({ person, mark }) => <Form key={person.id} person={person} mark={mark} onDone={onClose} />}
      </Loaded>
    </Modal>
  )
}

function Form({ person, mark, onDone }: { person: Person; mark: string | null; onDone: () => void }) {
  const [is, setIs] = useState<Available>(person.availability)
  const [until, setUntil] = useState('')
  const saying = useDoing((body: Schemas['SetAvailability']) => setAvailability(person.id, body, mark), {
    done: `${person.name} is ${is === 'left' ? 'gone' : is} now.`,
    failed: 'It was not saved',
    changes: ['people', 'queues', 'handoffs', 'tasks'],
  })
  const send = async () => {
    const limit = is === 'away' && until ? { until: instantOf(until).toISOString() } : {}
    const { done } = await saying.run({ availability: is, ...limit })
    if (done) onDone()
  }
  return (
    <SendForm
      button="Save"
      busy={saying.busy}
      disabled={is === person.availability && is !== 'away'}
      onSend={() => void send()}
    >
      <Radio.Group label="They are" value={is} onChange={(to) => setIs(to as Available)}>
        <Stack gap={10} mt={6}>
          {choices.map((choice) => (
            <Radio key={choice.value} value={choice.value} label={choice.label} description={choice.follows} />
          ))}
        </Stack>
      </Radio.Group>
      {is === 'away' && (
        <TextInput
          type="datetime-local"
          label="Until"
          description="In your own zone; without it, until they or you say otherwise"
          value={until}
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
      )}
      <Text size="xs" c="var(--quiet)">
        They work in {person.zone}, in {person.teams.map(named).join(', ') || 'no team'}.
      </Text>
    </SendForm>
  )
}
