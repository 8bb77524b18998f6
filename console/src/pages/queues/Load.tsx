import { Group, Progress, Text } from '@mantine/core'
import { count } from '@/time/units'
import { isFull, type Member } from './room'

interface Props {
  member: Member
  capacity: number | null | undefined
  /** The most that one of the members carries: what a bar without a capacity is measured by. */
  most: number
}

/** How much a member carries, against what they may. */
export function Load({ member, capacity, most }: Props) {
  const full = isFull(member, capacity)
  return (
    <Group gap={8} wrap="nowrap">
      <Progress
        w={{ base: 40, sm: 56 }}
        size={8}
        value={(100 * member.open) / Math.max(1, capacity ?? most)}
        color={full ? 'red' : 'toll'}
        aria-label={`carries ${member.open}${capacity ? ` of ${capacity}` : ''}`}
      />
      <Text size="sm" span style={{ whiteSpace: 'nowrap' }}>
        {count(member.open)}
        {capacity ? ` of ${capacity}` : ''}
        {full ? ', full' : ''}
      </Text>
    </Group>
  )
}
