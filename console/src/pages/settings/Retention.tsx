import { Paper, Stack, Table, Text } from '@mantine/core'
import { usePolicy } from '@/api/policy'
import { daysOf, keptOf } from '@/components/keeping'
import { PageLink } from '@/components/links'
import { named } from '@/components/named'
import { Section } from '@/components/Section'

/** What the policy says is kept for a while, and forgotten by the service itself. */
export function Retention() {
  const kept = usePolicy().kinds.flatMap((kind) => keptOf(kind).map((one) => ({ kind: kind.name, ...one })))
  return (
    <Paper p="lg">
      <Section title="Kept for a while">
        {kept.length === 0 ? (
          <Text size="sm" c="var(--quiet)">
            Everything is kept until somebody erases it. In the <Records />, “keep: 180d” at a field or a record says
            otherwise; the service then forgets by itself.
          </Text>
        ) : (
          <Stack gap="sm">
            <Text size="sm" c="var(--quiet)">
              The service forgets these by itself, in rows and ledger alike; the chain holds. Where two rules fit, the
              one that ends first counts, and those of a record wait while a handoff of it may still go on. They are
              written in the <Records />.
            </Text>
            <Table.ScrollContainer type="native" minWidth={440} tabIndex={0}>
              <Table aria-label="Kept for a while">
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>Record</Table.Th>
                    <Table.Th>What</Table.Th>
                    <Table.Th ta="right">Kept for</Table.Th>
                    <Table.Th>From when</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {kept.map(({ kind, what, days, from }) => (
                    <Table.Tr key={`${kind} ${what}`}>
                      <Table.Td>{kind}</Table.Td>
                      <Table.Td>{named(what)}</Table.Td>
                      <Table.Td ta="right" style={{ whiteSpace: 'nowrap' }}>
                        {daysOf(days)}
                      </Table.Td>
                      <Table.Td>{from}</Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          </Stack>
        )}
      </Section>
    </Paper>
  )
}

const Records = () => (
  <PageLink to="/policy" search={{ part: 'records' }} underline="always">
    policy’s records
  </PageLink>
)
