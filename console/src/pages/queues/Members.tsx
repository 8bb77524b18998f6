import { Table, Text, Tooltip } from '@mantine/core'
import { useState } from 'react'
import type { Handoff } from '@/api/handoffs'
import type { Queue } from '@/api/queues'
import { named } from '@/components/named'
import { Carried } from './Carried'
import { MemberRow } from './MemberRow'
import css from './Queues.module.css'
import { levels } from './room'

interface Props {
  queue: Queue
  now: Date
  /** A handoff is being dragged, and may be dropped on a member. */
  isDropping: boolean
  onDrop: (to: string) => void
  onGive: (handoff: Handoff) => void
  onDrag: (handoff: Handoff | undefined) => void
  onPresence: (id: string) => void
}

/** Who serves a queue: what they carry, whether they are here, and how much they have had. */
export function Members({ queue, now, isDropping, onDrop, onGive, onDrag, onPresence }: Props) {
  const [shown, setShown] = useState<string>()
  const most = Math.max(1, ...queue.members.map((member) => member.open))
  return (
    <Table
      className={css.members}
      verticalSpacing={5}
      horizontalSpacing="xs"
      aria-label={`Members of ${named(queue.id)}`}
    >
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Member</Table.Th>
          <Table.Th>Carries</Table.Th>
          <Table.Th ta="right" visibleFrom="sm">
            <Tooltip label={levels[queue.pick]}>
              <Text span inherit tabIndex={0}>
                Level
              </Text>
            </Tooltip>
          </Table.Th>
          <Table.Th visibleFrom="sm">Last offered</Table.Th>
          <Table.Th aria-label="Availability" />
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {queue.members.map((member) => (
          <MemberRow
            key={member.id}
            member={member}
            queue={queue}
            most={most}
            now={now}
            isShown={shown === member.id}
            isDropping={isDropping}
            onDrop={() => onDrop(member.id)}
            onToggle={() => setShown(shown === member.id ? undefined : member.id)}
            onPresence={() => onPresence(member.id)}
          >
            <Carried member={member.id} queue={queue.id} now={now} onGive={onGive} onDrag={onDrag} />
          </MemberRow>
        ))}
      </Table.Tbody>
    </Table>
  )
}
