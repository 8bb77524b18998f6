import { Paper, SimpleGrid, Text } from '@mantine/core'
import type { Agreed } from '@/api/policy'
import { Fields } from '@/components/Fields'
import { named, titled } from '@/components/named'
import { PersonName } from '@/components/PersonName'
import { Hours } from './Hours'

/** Teams with their queues, and when they work. */
export function People({ policy }: { policy: Agreed }) {
  return (
    <SimpleGrid cols={{ base: 1, md: 2, xl: 3 }}>
      {policy.teams.map((team) => (
        <Paper key={team.id} p="md">
          <Text fw={600} mb={6}>
            {titled(team.id)}
          </Text>
          <Fields
            fields={[
              ['Manager', <PersonName key="manager" id={team.manager} />],
              [
                'Members',
                team.members.map((member, place) => (
                  <span key={member}>
                    {place > 0 && ', '}
                    <PersonName id={member} />
                  </span>
                )),
              ],
              [
                'Queues',
                policy.queues
                  .filter((queue) => queue.team === team.id)
                  .map((queue) => named(queue.id))
                  .join(', ') || 'none',
              ],
            ]}
          />
        </Paper>
      ))}
      {policy.calendars.map((calendar) => (
        <Hours key={calendar.id} calendar={calendar} />
      ))}
    </SimpleGrid>
  )
}
