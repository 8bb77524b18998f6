import { Select, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Schemas } from '@/api/client'
import type { Handoff } from '@/api/handoffs'
import { usePeople } from '@/api/people'
import { queuesQuery } from '@/api/queues'
import { SendForm } from './SendForm'

interface Props {
  handoff: Handoff
  busy: boolean
  onSend: (said: Schemas['ReassignHandoff']) => void
}

/** Gives a handoff to somebody: the members of its queue first, with what they carry. */
export function ReassignForm({ handoff, busy, onSend }: Props) {
  const people = usePeople()
  const queues = useQuery(queuesQuery)
  const queue = queues.data?.find((one) => one.id === handoff.queue)
  const [to, setTo] = useState<string | null>(null)
  const members = queue?.members ?? []
  const label = (id: string) => people.get(id)?.name ?? id
  const others = [...people.keys()].filter((id) => !members.some((member) => member.id === id))
  return (
    <SendForm button="Give" busy={busy} disabled={!to} onSend={() => to && onSend({ to })}>
      <Select
        label="To whom?"
        searchable
        value={to}
        onChange={setTo}
        maxDropdownHeight={280}
        data={[
          {
            group: queue ? `In ${queue.id}` : 'In the queue',
            items: members.map((member) => ({
              value: member.id,
              label: `${label(member.id)} · carries ${member.open}${member.availability === 'here' ? '' : ` · ${member.availability}`}`,
            })),
          },
          { group: 'Others', items: others.map((id) => ({ value: id, label: label(id) })) },
        ]}
      />
      <Text size="xs" c="var(--quiet)">
        Its clocks go on in the working time of whoever has it then.
      </Text>
    </SendForm>
  )
}
