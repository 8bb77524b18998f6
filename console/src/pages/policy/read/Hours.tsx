import { Paper, Text } from '@mantine/core'
import type { Agreed } from '@/api/policy'
import { Fields } from '@/components/Fields'
import { titled } from '@/components/named'

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** The working hours of a calendar: day by day, and in which zone. */
export function Hours({ calendar }: { calendar: Agreed['calendars'][number] }) {
  return (
    <Paper p="md">
      <Text fw={600}>{titled(calendar.id)}</Text>
      <Text size="xs" c="var(--quiet)" mb={6}>
        {calendar.zone ?? 'in each owner’s own zone'}
      </Text>
      <Fields
        fields={calendar.week.map((day, place) => [
          DAYS[place] ?? '',
          day.open.length
            ? day.open.join(', ') + (day.breaks.length ? `, without ${day.breaks.join(', ')}` : '')
            : 'closed',
        ])}
      />
      {calendar.holidays.length > 0 && (
        <Text size="xs" c="var(--quiet)" mt={6}>
          {calendar.holidays.length} holidays
        </Text>
      )}
    </Paper>
  )
}
