import { Group, Paper, Text } from '@mantine/core'
import { PageLink } from '@/components/links'
import { count } from '@/time/units'
import { useAllHandoffs } from '../inbox/useAll'

/** The reader's own handoffs: how many are open, at risk and breached. */
export function Mine({ person }: { person: string }) {
  const inbox = useAllHandoffs({ inbox: person, sort: 'due' })
  const rows = inbox.rows.filter((row) => row.owner === person)
  const late = rows.filter((row) => row.clocks.some((clock) => clock.state === 'overdue'))
  const risky = rows.filter((row) => !late.includes(row) && row.clocks.some((clock) => clock.at_risk))
  return (
    <Paper p="sm" mb="lg">
      <Group gap="xl">
        <Text size="sm" fw={600}>
          Mine
        </Text>
        <Text size="sm">{count(rows.length)} open</Text>
        <Text size="sm">{count(risky.length)} at risk</Text>
        <Text size="sm">{count(late.length)} breached</Text>
        <PageLink to="/inbox">
          <Text size="sm" span>
            To my inbox
          </Text>
        </PageLink>
      </Group>
    </Paper>
  )
}
