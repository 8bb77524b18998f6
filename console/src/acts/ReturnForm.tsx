import { Checkbox, Select, Stack, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import type { Schemas } from '@/api/client'
import type { Handoff } from '@/api/handoffs'
import { usePolicy } from '@/api/policy'
import { named } from '@/components/named'
import { SendForm } from './SendForm'

interface Props {
  handoffs: readonly Handoff[]
  busy: boolean
  onSend: (said: Schemas['ReturnHandoff']) => void
}

/** Sends back what lacks something: the gaps are ticked, those that are known already are. */
export function ReturnForm({ handoffs, busy, onSend }: Props) {
  const { points } = usePolicy()
  const point = points.find((one) => one.id === handoffs[0]?.point)
  const known = new Set(handoffs.flatMap((handoff) => handoff.gaps.map((gap) => gap.name)))
  const [gaps, setGaps] = useState<string[]>([...known])
  const reasons = point?.dispositions.filter((choice) => choice.outcome === 'returned') ?? []
  const [reason, setReason] = useState(reasons[0]?.reason ?? null)
  const [note, setNote] = useState('')
  return (
    <SendForm
      button="Return"
      busy={busy}
      disabled={gaps.length === 0 && !note}
      onSend={() => onSend({ gaps, ...(reason && { reason }), ...(note && { note }) })}
    >
      <Checkbox.Group label="What is missing?" value={gaps} onChange={setGaps}>
        <Stack gap={6} mt={6}>
          {point?.criteria.map((criterion, place) => (
            <Checkbox
              data-autofocus={place === 0 || undefined}
              key={criterion.id}
              value={criterion.id}
              label={criterion.says || named(criterion.id)}
            />
          ))}
          {point?.context.map((field) => (
            <Checkbox key={field} value={field} label={`${named(field)}, which the sender hands over`} />
          ))}
        </Stack>
      </Checkbox.Group>
      {reasons.length > 1 && (
        <Select
          label="Reason"
          data={reasons.map((choice) => ({ value: choice.reason, label: named(choice.reason) }))}
          value={reason}
          onChange={setReason}
        />
      )}
      <Textarea
        label="Note"
        description="What the sender should do"
        autosize
        minRows={2}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <Text size="xs" c="var(--quiet)">
        It goes back to the sender, who mends the gaps and sends it again.
      </Text>
    </SendForm>
  )
}
