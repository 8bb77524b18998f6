import { Button, Group, Paper, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { approve, decline, type Proposal, proposalQuery, proposalsQuery, withdraw } from '@/api/policies'
import { Loaded } from '@/components/Loaded'
import { Moment } from '@/components/Moment'
import { PersonName } from '@/components/PersonName'
import { useDoing } from '@/components/useDoing'
import { useMay, useMe } from '@/session/me'
import { Changes } from './Changes'

/** What waits for a second person. */
export function Proposals() {
  const proposals = useQuery(proposalsQuery)
  const waiting = proposals.data?.filter((one) => one.state === 'waiting') ?? []
  return (
    <>
      {waiting.map((one) => (
        <Waiting key={one.id} proposal={one} />
      ))}
    </>
  )
}

const changes = ['policy', 'policies', 'reports', 'handoffs']

function Waiting({ proposal }: { proposal: Proposal }) {
  const me = useMe()
  const mayPublish = useMay('publish a policy')
  const whole = useQuery(proposalQuery(proposal.id))
  const [reason, setReason] = useState('')
  const approving = useDoing(() => approve(proposal.id), {
    done: 'It is in force.',
    failed: 'It was not approved',
    changes,
  })
  const declining = useDoing(() => decline(proposal.id, reason), {
    done: 'It was declined.',
    failed: 'It was not declined',
    changes,
  })
  const withdrawing = useDoing(() => withdraw(proposal.id), {
    done: 'It was withdrawn.',
    failed: 'It was not withdrawn',
    changes,
  })
  const isMine = proposal.proposed_by === me.person || proposal.proposed_by === me.name
  return (
    <Paper p="lg" component="section" aria-label={`Proposal ${proposal.id}`}>
      <Stack gap="sm">
        <Text fw={600}>Proposal {proposal.id} waits for a second person</Text>
        <Text size="sm" c="var(--quiet)">
          Proposed by <PersonName id={proposal.proposed_by} /> on <Moment at={proposal.proposed_at} />, from revision{' '}
          {proposal.base}; open handoffs: {proposal.open}
        </Text>
        <Loaded query={whole} height={120}>
          {(found) => <Changes changes={found.changes ?? []} />}
        </Loaded>
        {mayPublish && (
          <Group align="end" gap="sm">
            {isMine ? (
              <Button
                size="xs"
                variant="default"
                loading={withdrawing.busy}
                onClick={() => void withdrawing.run(undefined)}
              >
                Withdraw
              </Button>
            ) : (
              <>
                <Button size="xs" loading={approving.busy} onClick={() => void approving.run(undefined)}>
                  Approve and publish
                </Button>
                <TextInput
                  size="xs"
                  aria-label="Why it is declined"
                  placeholder="Why not?"
                  value={reason}
                  onChange={(event) => setReason(event.currentTarget.value)}
                />
                <Button
                  size="xs"
                  variant="default"
                  disabled={!reason}
                  loading={declining.busy}
                  onClick={() => void declining.run(undefined)}
                >
                  Decline
                </Button>
              </>
            )}
          </Group>
        )}
      </Stack>
    </Paper>
  )
}
