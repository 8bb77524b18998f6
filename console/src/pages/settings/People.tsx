import { Badge, Button, Group, Menu, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type Person, peopleQuery, setAvailability } from '@/api/people'
import { Empty } from '@/components/Empty'
import { Loaded } from '@/components/Loaded'
import type { Column } from '@/components/list/columns'
import { List } from '@/components/list/List'
import { named } from '@/components/named'
import { useDoing } from '@/components/useDoing'
import { useMay, useMe } from '@/session/me'

/** Whom the policy names: their teams, their zone, and whether they can take handoffs. */
export function People() {
  const people = useQuery(peopleQuery)
  const me = useMe()
  const mayAssign = useMay('give handoffs to somebody')
  const saying = useDoing(
    ({ id, ...said }: { id: string } & Parameters<typeof setAvailability>[1]) => setAvailability(id, said),
    { done: 'Changed.', failed: 'It was not changed', changes: ['people', 'queues'] },
  )
  const columns: Column<Person>[] = [
    {
      id: 'name',
      title: 'Person',
      key: (row) => row.name,
      render: (row) => (
        <>
          {row.name}{' '}
          <Text span size="xs" c="var(--quiet)">
            {row.name === row.id ? '' : row.id}
          </Text>
        </>
      ),
    },
    {
      id: 'teams',
      title: 'Teams',
      key: (row) => row.teams.join(', '),
      render: (row) => row.teams.map(named).join(', '),
      wideOnly: true,
    },
    { id: 'zone', title: 'Zone', key: (row) => row.zone, render: (row) => row.zone, width: 160, wideOnly: true },
    {
      id: 'is',
      title: 'Here?',
      key: (row) => row.availability,
      render: (row) => <Badge color={row.availability === 'here' ? 'teal' : 'gray'}>{row.availability}</Badge>,
      width: 90,
    },
    {
      id: 'say',
      title: '',
      width: 110,
      render: (row) =>
        (mayAssign || row.id === me.person) && (
          <Menu>
            <Menu.Target>
              <Button size="compact-xs" variant="default" disabled={saying.busy}>
                Change…
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => void saying.run({ id: row.id, availability: 'here' })}>Is here</Menu.Item>
              <Menu.Item onClick={() => void saying.run({ id: row.id, availability: 'away' })}>Is away</Menu.Item>
              <Menu.Item color="red" onClick={() => void saying.run({ id: row.id, availability: 'left' })}>
                Has left for good
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        ),
    },
  ]
  return (
    <Loaded query={people} height={480}>
      {(all) => (
        <Group display="block">
          <Text size="sm" c="var(--quiet)" mb="sm">
            People and teams are written in the policy; whether somebody is here to take handoffs is said here.
          </Text>
          <List
            id="people"
            label="People"
            rows={all}
            columns={columns}
            rowId={(row) => row.id}
            height="calc(100dvh - 240px)"
            empty={<Empty title="Nobody">The policy names nobody yet.</Empty>}
          />
        </Group>
      )}
    </Loaded>
  )
}
