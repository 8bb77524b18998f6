import { Badge, Button, Group, MultiSelect, Paper, Select, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { makeToken, revokeToken, type Token, tokensQuery } from '@/api/account'
import type { Schemas } from '@/api/client'
import { Empty } from '@/components/Empty'
import { Loaded } from '@/components/Loaded'
import type { Column } from '@/components/list/columns'
import { List } from '@/components/list/List'
import { Moment } from '@/components/Moment'
import { Secret } from '@/components/Secret'
import { useDoing } from '@/components/useDoing'
import { roles } from './roles'

const scopes: ReadonlyArray<{ value: Schemas['ScopeName']; label: string }> = [
  { value: 'read', label: 'read' },
  { value: 'write', label: 'write: act on handoffs and tasks' },
  { value: 'ingest', label: 'ingest: records and activities' },
  { value: 'gates', label: 'gates: ask and pass' },
  { value: 'admin', label: 'admin: everything of its role' },
]

/** Keys for other systems: shown once, kept as a digest. */
export function Tokens() {
  const tokens = useQuery(tokensQuery)
  const [made, setMade] = useState<string>()
  const revoking = useDoing(revokeToken, {
    done: 'It opens nothing any more.',
    failed: 'It was not revoked',
    changes: ['tokens'],
  })
  const columns: Column<Token>[] = [
    {
      id: 'name',
      title: 'Token',
      key: (row) => row.name,
      render: (row) => (
        <>
          {row.name}{' '}
          <Text span size="xs" c="var(--quiet)">
            {row.id}…
          </Text>
        </>
      ),
    },
    {
      id: 'who',
      title: 'Calls as',
      key: (row) => row.system ?? row.person ?? row.account,
      render: (row) => row.system ?? row.person ?? row.account,
      width: 160,
      wideOnly: true,
    },
    { id: 'for', title: 'For', key: (row) => row.scopes.join(' '), render: (row) => row.scopes.join(', '), width: 150 },
    {
      id: 'used',
      title: 'Used',
      key: (row) => row.used_at,
      render: (row) => (row.used_at ? <Moment at={row.used_at} /> : 'never'),
      width: 150,
      wideOnly: true,
    },
    {
      id: 'do',
      title: '',
      width: 100,
      render: (row) =>
        row.revoked_at ? (
          <Badge color="gray">revoked</Badge>
        ) : (
          <Button
            size="compact-xs"
            variant="default"
            disabled={revoking.busy}
            onClick={() => void revoking.run(row.id)}
          >
            Revoke
          </Button>
        ),
    },
  ]
  return (
    <Stack gap="lg">
      {made && (
        <Paper p="lg">
          <Secret says="This is the token, shown this once. Send it as “Authorization: Bearer …”." text={made} />
        </Paper>
      )}
      <Make onMade={setMade} />
      <Loaded query={tokens} height={320}>
        {(all) => (
          <List
            id="tokens"
            label="Tokens"
            rows={all}
            columns={columns}
            rowId={(row) => row.id}
            height="auto"
            empty={
              <Empty title="No token yet">
                Make one for a system that sends records or asks gates. The first one, or the first account, ends that
                this machine may do everything.
              </Empty>
            }
          />
        )}
      </Loaded>
    </Stack>
  )
}

function Make({ onMade }: { onMade: (secret: string) => void }) {
  const [name, setName] = useState('')
  const [system, setSystem] = useState('')
  const [role, setRole] = useState<Schemas['RoleName']>('service')
  const [chosen, setChosen] = useState<string[]>(['ingest'])
  const [until, setUntil] = useState('')
  const making = useDoing(makeToken, { failed: 'The token was not made', changes: ['tokens', 'me'] })
  const make = async () => {
    const made = await making.run({
      name,
      system,
      role,
      scopes: chosen as Schemas['ScopeName'][],
      ...(until && { expires_at: new Date(until).toISOString() }),
    })
    if (made) onMade(made.secret)
  }
  return (
    <Paper p="lg">
      <Group align="end" gap="sm">
        <TextInput
          size="xs"
          label="What for"
          placeholder="CRM sync"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          size="xs"
          label="System"
          placeholder="crm"
          value={system}
          onChange={(event) => setSystem(event.currentTarget.value)}
        />
        <Select
          size="xs"
          label="Role"
          allowDeselect={false}
          data={roles}
          value={role}
          onChange={(one) => one && setRole(one as Schemas['RoleName'])}
        />
        <MultiSelect size="xs" label="Scopes" data={scopes} value={chosen} onChange={setChosen} maw={320} />
        <TextInput
          size="xs"
          type="date"
          label="Until"
          value={until}
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
        <Button
          size="xs"
          disabled={!name || !system || chosen.length === 0}
          loading={making.busy}
          onClick={() => void make()}
        >
          Make a token
        </Button>
      </Group>
    </Paper>
  )
}
