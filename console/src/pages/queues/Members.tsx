import { Badge, Button, Group, Menu, Progress, Table, Text } from '@mantine/core'
import { setAvailability } from '@/api/people'
import type { Queue } from '@/api/queues'
import { PageLink } from '@/components/links'
import { Moment } from '@/components/Moment'
import { PersonName } from '@/components/PersonName'
import { useDoing } from '@/components/useDoing'
import { useMay, useMe } from '@/session/me'
import { count } from '@/time/units'
import css from './Queues.module.css'

type Member = Queue['members'][number]

interface Props {
  queue: Queue
  /** A handoff is being dragged, and may be dropped on a member. */
  isDropping: boolean
  onDrop: (to: string) => void
}

/** Who serves a queue: what they carry, whether they are here, and how much they have had. */
export function Members({ queue, isDropping, onDrop }: Props) {
  const most = Math.max(queue.capacity ?? 0, 1, ...queue.members.map((member) => member.open))
  return (
    <Table verticalSpacing={5} horizontalSpacing="xs" aria-label={`Members of ${queue.id}`}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Member</Table.Th>
          <Table.Th>Carries</Table.Th>
          <Table.Th ta="right">Level</Table.Th>
          <Table.Th visibleFrom="sm">Last offered</Table.Th>
          <Table.Th />
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {queue.members.map((member) => (
          <Table.Tr
            key={member.id}
            className={css.member}
            data-dropping={isDropping || undefined}
            onDragOver={(event) => isDropping && event.preventDefault()}
            onDrop={() => onDrop(member.id)}
          >
            <Table.Td>
              <PersonName id={member.id} />{' '}
              {member.availability !== 'here' && <Badge color="gray">{member.availability}</Badge>}
            </Table.Td>
            <Table.Td>
              <Load member={member} most={most} capacity={queue.capacity ?? undefined} queue={queue.id} />
            </Table.Td>
            <Table.Td ta="right">{member.level.toFixed(1)}</Table.Td>
            <Table.Td visibleFrom="sm">{member.offered_at ? <Moment at={member.offered_at} /> : 'never'}</Table.Td>
            <Table.Td ta="right">
              <Say member={member} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

function Load({
  member,
  most,
  capacity,
  queue,
}: {
  member: Member
  most: number
  capacity: number | undefined
  queue: string
}) {
  const full = capacity !== undefined && member.open >= capacity
  return (
    <Group gap={8} wrap="nowrap">
      <Progress
        w={80}
        size={8}
        value={(100 * member.open) / most}
        color={full ? 'red' : 'toll'}
        aria-label={`carries ${member.open}${capacity ? ` of ${capacity}` : ''}`}
      />
      <PageLink to="/handoffs" search={{ owner: member.id, queue, open: true }} c="inherit">
        <Text size="sm" span>
          {count(member.open)}
          {capacity ? ` of ${capacity}` : ''}
          {full ? ', full' : ''}
        </Text>
      </PageLink>
    </Group>
  )
}

/** Says that somebody is away, back or gone: oneself, or whoever may assign. */
function Say({ member }: { member: Member }) {
  const me = useMe()
  const may = useMay('give handoffs to somebody') || me.person === member.id
  const saying = useDoing((availability: 'here' | 'away' | 'left') => setAvailability(member.id, { availability }), {
    done: 'Said.',
    failed: 'It was not said',
    changes: ['people', 'queues'],
  })
  if (!may) return null
  return (
    <Menu>
      <Menu.Target>
        <Button size="compact-xs" variant="subtle" disabled={saying.busy}>
          {member.availability === 'here' ? 'Set away' : 'Set back'}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {member.availability === 'here' ? (
          <Menu.Item onClick={() => void saying.run('away')}>Away: takes nothing new</Menu.Item>
        ) : (
          <Menu.Item onClick={() => void saying.run('here')}>Here again</Menu.Item>
        )}
        <Menu.Item color="red" onClick={() => void saying.run('left')}>
          Has left for good
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
