import { ActionIcon, Badge, Group, Table, Tooltip, UnstyledButton } from '@mantine/core'
import { IconChevronDown, IconChevronRight, IconUserCheck, IconUserPause } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { Queue } from '@/api/queues'
import { Moment } from '@/components/Moment'
import { PersonName } from '@/components/PersonName'
import { useMay, useMe } from '@/session/me'
import { Load } from './Load'
import { Presence } from './Presence'
import css from './Queues.module.css'
import type { Member } from './room'

interface Props {
  member: Member
  queue: Queue
  most: number
  now: Date
  isShown: boolean
  isDropping: boolean
  onDrop: () => void
  onToggle: () => void
  onPresence: () => void
  /** What they carry, drawn where it is shown. */
  children: ReactNode
}

/** A member of a queue; opened, it has what they carry. */
export function MemberRow({ member, queue, most, now, isShown, isDropping, children, ...on }: Props) {
  const [isOver, setOver] = useState(false)
  const me = useMe()
  const mayAssign = useMay('give handoffs to somebody')
  const [words, Icon] = member.availability === 'here' ? ['Set away…', IconUserPause] : ['Set back…', IconUserCheck]
  const Chevron = isShown ? IconChevronDown : IconChevronRight
  return (
    <>
      <Table.Tr
        className={css.member}
        data-over={(isDropping && isOver) || undefined}
        onDragOver={(event) => {
          if (!isDropping) return
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={() => {
          setOver(false)
          on.onDrop()
        }}
      >
        <Table.Td>
          <UnstyledButton fz="sm" aria-expanded={isShown} onClick={on.onToggle}>
            <Group gap={6} wrap="nowrap">
              <Chevron size={14} aria-hidden />
              <PersonName id={member.id} />
            </Group>
          </UnstyledButton>{' '}
          <Presence member={member} now={now} />
          {queue.next.member === member.id && <Badge>next</Badge>}
        </Table.Td>
        <Table.Td>
          <Load member={member} capacity={queue.capacity} most={most} />
        </Table.Td>
        <Table.Td ta="right" visibleFrom="sm">
          {member.level.toFixed(1)}
        </Table.Td>
        <Table.Td visibleFrom="sm">
          {member.offered_at ? <Moment at={member.offered_at} of={member.id} /> : 'never'}
        </Table.Td>
        <Table.Td ta="right">
          {(mayAssign || me.person === member.id) && (
            <Tooltip label={words}>
              <ActionIcon color="gray" variant="subtle" aria-label={`${words} ${member.id}`} onClick={on.onPresence}>
                <Icon size={16} aria-hidden />
              </ActionIcon>
            </Tooltip>
          )}
        </Table.Td>
      </Table.Tr>
      {isShown && (
        <Table.Tr>
          <Table.Td colSpan={5}>{children}</Table.Td>
        </Table.Tr>
      )}
    </>
  )
}
