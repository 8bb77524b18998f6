import { Badge, Button, Paper, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type Token, tokensQuery } from '@/api/account'
import { Empty } from '@/components/Empty'
import { Loaded } from '@/components/Loaded'
import type { Column } from '@/components/list/columns'
import { List } from '@/components/list/List'
import { Moment } from '@/components/Moment'
import { Secret } from '@/components/Secret'
import { MakeToken } from './MakeToken'
import { useRevoking } from './useRevoking'

/** Keys for other systems: shown once, kept as a digest. */
export function Tokens() {
  const tokens = useQuery(tokensQuery)
  const [made, setMade] = useState<string>()
  const revoking = useRevoking()
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
      <MakeToken onMade={setMade} />
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
