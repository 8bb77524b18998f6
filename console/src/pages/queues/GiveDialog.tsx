import { Alert, Group, Modal, Radio, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { SendForm } from '@/acts/SendForm'
import { nameOf } from '@/acts/useAct'
import type { Handoff } from '@/api/handoffs'
import type { Queue } from '@/api/queues'
import { named } from '@/components/named'
import { PersonName } from '@/components/PersonName'
import { Load } from './Load'
import { Presence } from './Presence'
import { canTake, doubts, type Member } from './room'

/** What is to be given, through which queue, and to whom where that is known. */
export interface Giving {
  handoff: Handoff
  queue: Queue
  to?: string
}

interface Props {
  giving: Giving | undefined
  busy: boolean
  now: Date
  onGive: (giving: Giving, to: string) => void
  onClose: () => void
}

/** Asks to whom a handoff goes, and says what that does to the queue's fairness. */
export function GiveDialog({ giving, onClose, ...form }: Props) {
  return (
    <Modal
      opened={giving !== undefined}
      onClose={onClose}
      title={giving && `Give ${nameOf(giving.handoff)} to…`}
      size="md"
    >
      {giving && <Form key={giving.handoff.id} giving={giving} {...form} />}
    </Modal>
  )
}

function Form({ giving, busy, now, onGive }: Omit<Props, 'giving' | 'onClose'> & { giving: Giving }) {
  const { handoff, queue } = giving
  const others = queue.members.filter((member) => member.id !== handoff.owner)
  const [to, setTo] = useState<string | null>(giving.to ?? null)
  const chosen = others.find((member) => member.id === to && canTake(member))
  const unusual = chosen ? doubts(chosen, queue.capacity) : []
  const most = Math.max(1, ...queue.members.map((member) => member.open))
  return (
    <SendForm
      button={unusual.length > 0 ? 'Give all the same' : 'Give'}
      busy={busy}
      disabled={!chosen}
      onSend={() => chosen && onGive(giving, chosen.id)}
    >
      <Radio.Group label={`Who serves ${named(queue.id)}`} value={to} onChange={setTo}>
        <Stack gap={10} mt={6}>
          {others.map((member) => (
            <Radio
              key={member.id}
              value={member.id}
              disabled={!canTake(member)}
              label={
                <>
                  <Group gap={8}>
                    <PersonName id={member.id} /> <Presence member={member} now={now} />
                  </Group>
                  <Stands member={member} queue={queue} most={most} />
                </>
              }
            />
          ))}
        </Stack>
      </Radio.Group>
      {others.length === 0 && <Text size="sm">Nobody else serves this queue.</Text>}
      {unusual.length > 0 && (
        <Alert color="yellow" title="Are you sure?">
          <PersonName id={to} /> {unusual.join(' and ')}.
        </Alert>
      )}
      <Text size="xs" c="var(--quiet)">
        It counts as one more that they have had, so their level rises and fairness passes them over that much longer;
        whoever had it gets the credit back. Its clocks go on in the working time of whoever has it then.
      </Text>
    </SendForm>
  )
}

function Stands({ member, queue, most }: { member: Member; queue: Queue; most: number }) {
  return (
    <Group gap={12}>
      <Load member={member} capacity={queue.capacity} most={most} />
      <Text size="xs" c="var(--quiet)">
        level {member.level.toFixed(1)} now
      </Text>
    </Group>
  )
}
