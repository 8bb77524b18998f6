import { Button, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { tokensQuery } from '@/api/account'
import { Loaded } from '@/components/Loaded'
import { PageLink } from '@/components/links'
import { Section } from '@/components/Section'
import { useMay } from '@/session/me'
import { useRevoking } from './useRevoking'

/** The tokens that an account made, which end with it. */
export function MyTokens({ account }: { account: string }) {
  const may = useMay('see to accounts and tokens')
  return (
    <Section title="My tokens">
      {may ? (
        <Made account={account} />
      ) : (
        <Text size="sm" c="var(--quiet)">
          Tokens for other systems are made by an administrator, who says what each may do.
        </Text>
      )}
    </Section>
  )
}

function Made({ account }: { account: string }) {
  const tokens = useQuery(tokensQuery)
  const revoking = useRevoking()
  const mine = tokens.data?.filter((token) => token.account === account && !token.revoked_at)
  return (
    <Loaded query={{ ...tokens, data: mine }} height={60}>
      {(all) => (
        <Stack gap={8}>
          {all.map((token) => (
            <Group key={token.id} gap="sm" justify="space-between" wrap="nowrap">
              <Text size="sm">
                {token.name}{' '}
                <Text span size="xs" c="var(--quiet)">
                  {token.scopes.join(', ')}
                </Text>
              </Text>
              <Button
                size="compact-xs"
                variant="default"
                disabled={revoking.busy}
                aria-label={`Revoke ${token.name}`}
                onClick={() => void revoking.run(token.id)}
              >
                Revoke
              </Button>
            </Group>
          ))}
          <Text size="sm">
            {all.length === 0 && 'You have made none. '}
            <PageLink to="/settings/$section" params={{ section: 'tokens' }}>
              Make one for a system
            </PageLink>
          </Text>
        </Stack>
      )}
    </Loaded>
  )
}
