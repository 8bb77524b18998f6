import { Badge, Button, Menu, Paper, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type Account, accountsQuery, changeAccount, makeLink } from '@/api/account'
import type { Schemas } from '@/api/client'
import { Empty } from '@/components/Empty'
import { Loaded } from '@/components/Loaded'
import type { Column } from '@/components/list/columns'
import { List } from '@/components/list/List'
import { Moment } from '@/components/Moment'
import { Secret } from '@/components/Secret'
import { useDoing } from '@/components/useDoing'
import { AddAccount } from './AddAccount'
import { roles } from './roles'

/** Who comes in, and what they are. */
export function Accounts() {
  const accounts = useQuery(accountsQuery)
  const [link, setLink] = useState<Schemas['LinkView']>()
  const linking = useDoing(makeLink, { failed: 'No link was made', changes: ['accounts'] })
  const changing = useDoing(
    ({ name, ...change }: { name: string } & Schemas['ChangeAccount']) => changeAccount(name, change),
    { done: 'Changed.', failed: 'The account is as it was', changes: ['accounts'] },
  )
  const columns: Column<Account>[] = [
    {
      id: 'name',
      title: 'Account',
      key: (row) => row.name,
      render: (row) => (
        <>
          {row.name}
          {row.disabled_at && (
            <Badge ml={6} color="gray">
              disabled
            </Badge>
          )}
          {row.system && (
            <Badge ml={6} color="gray">
              system
            </Badge>
          )}
        </>
      ),
    },
    { id: 'role', title: 'Role', key: (row) => row.role, render: (row) => row.role, width: 130 },
    {
      id: 'factor',
      title: 'Second factor',
      key: (row) => Number(row.second_factor),
      render: (row) => (row.second_factor ? 'yes' : 'no'),
      width: 120,
      wideOnly: true,
    },
    {
      id: 'seen',
      title: 'Signed in',
      key: (row) => row.signed_in_at,
      render: (row) => (row.signed_in_at ? <Moment at={row.signed_in_at} /> : 'never'),
      width: 170,
      wideOnly: true,
    },
    {
      id: 'do',
      title: '',
      width: 100,
      render: (row) => (
        <Change
          account={row}
          onChange={(change) => void changing.run({ name: row.name, ...change })}
          onLink={() => void linking.run(row.name).then((outcome) => outcome.done && setLink(outcome.made))}
        />
      ),
    },
  ]
  return (
    <Stack gap="lg">
      {link && (
        <Paper p="lg">
          <Secret says="Send this link by a way that only they read; it is good once." text={link.address} />
        </Paper>
      )}
      <AddAccount onAdded={(added) => setLink(added.link ?? undefined)} />
      <Loaded query={accounts} height={320}>
        {(all) => (
          <List
            id="accounts"
            label="Accounts"
            rows={all}
            columns={columns}
            rowId={(row) => row.name}
            height="auto"
            empty={<Empty title="No account yet">Make the first with the link in the log of the service.</Empty>}
          />
        )}
      </Loaded>
    </Stack>
  )
}

function Change({
  account,
  onChange,
  onLink,
}: {
  account: Account
  onChange: (change: Schemas['ChangeAccount']) => void
  onLink: () => void
}) {
  return (
    <Menu>
      <Menu.Target>
        <Button size="compact-xs" variant="default">
          Change…
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Role</Menu.Label>
        {roles
          .filter((role) => role.value !== account.role)
          .map((role) => (
            <Menu.Item key={role.value} onClick={() => onChange({ role: role.value })}>
              {role.value}
            </Menu.Item>
          ))}
        <Menu.Divider />
        {!account.system && <Menu.Item onClick={onLink}>A link to choose a password</Menu.Item>}
        {account.second_factor && (
          <Menu.Item onClick={() => onChange({ second_factor: false })}>Remove the second factor</Menu.Item>
        )}
        <Menu.Item
          color={account.disabled_at ? undefined : 'red'}
          onClick={() => onChange({ disabled: !account.disabled_at })}
        >
          {account.disabled_at ? 'Let in again' : 'Disable'}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
