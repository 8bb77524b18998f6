import { Radio, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Schemas } from '@/api/client'
import { usePolicy } from '@/api/policy'
import { named } from '@/components/named'
import { SendForm } from './SendForm'

interface Props {
  kind: 'reject' | 'recycle'
  /** The handoff point, whose policy says which reasons there are. */
  point: string
  busy: boolean
  onSend: (said: Schemas['DisposeHandoff']) => void
}

const outcome = { reject: 'rejected', recycle: 'recycled' } as const

/** Refuses a handoff, or puts it aside: with a reason of the policy, and so a next action. */
export function DisposeForm({ kind, point, busy, onSend }: Props) {
  const { points } = usePolicy()
  const choices =
    points.find((one) => one.id === point)?.dispositions.filter((choice) => choice.outcome === outcome[kind]) ?? []
  const [reason, setReason] = useState<string | null>(null)
  const [until, setUntil] = useState('')
  const [note, setNote] = useState('')
  return (
    <SendForm
      button={kind === 'reject' ? 'Reject' : 'Recycle'}
      busy={busy}
      disabled={!reason}
      onSend={() => reason && onSend({ reason, ...(note && { note }), ...(until && { until }) })}
    >
      <Radio.Group label="Why?" value={reason} onChange={setReason} withAsterisk>
        <Stack gap={8} mt={6}>
          {choices.map((choice, place) => (
            <Radio
              data-autofocus={place === 0 || undefined}
              key={choice.reason}
              value={choice.reason}
              label={named(choice.reason)}
              description={follows(choice)}
            />
          ))}
        </Stack>
      </Radio.Group>
      {choices.length === 0 && <Text size="sm">The policy has no reason for this outcome here: choose another.</Text>}
      {kind === 'recycle' && (
        <TextInput
          type="date"
          label="Until"
          description="Where it is another time than the reason says"
          value={until}
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
      )}
      <Textarea
        label="Note"
        autosize
        minRows={2}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </SendForm>
  )
}

/** What follows from a reason, as the policy says. */
export function follows(choice: Schemas['ReasonChoiceView']): string {
  const lasts = choice.lasts ? ` for ${choice.lasts}` : choice.until ? ` until ${named(choice.until)}` : ''
  return `then ${choice.next}${lasts}${choice.reopens ? ', and it opens again' : ''}`
}
