import { SimpleGrid, Text } from '@mantine/core'
import { usePolicy } from '@/api/policy'
import { PageLink } from '@/components/links'
import { Hours } from '../policy/read/Hours'

/** When people work, as the policy says. */
export function Calendars() {
  const { calendars } = usePolicy()
  return (
    <>
      <Text size="sm" c="var(--quiet)" mb="sm">
        Working hours are written in the policy, under{' '}
        <PageLink to="/policy" search={{ part: 'people' }} underline="always">
          teams and hours
        </PageLink>
        {calendars.length > 0 ? '.' : ', which has none yet: clocks run day and night.'}
      </Text>
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        {calendars.map((calendar) => (
          <Hours key={calendar.id} calendar={calendar} />
        ))}
      </SimpleGrid>
    </>
  )
}
