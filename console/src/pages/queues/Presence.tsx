import { Badge } from '@mantine/core'
import { usePeople } from '@/api/people'
import { Moment } from '@/components/Moment'
import type { Member } from './room'

/** That somebody is not here, and until when. */
export function Presence({ member, now }: { member: Member; now: Date }) {
  const until = usePeople().get(member.id)?.until
  if (member.availability === 'here') return null
  return (
    <Badge color={member.availability === 'left' ? 'red' : 'gray'}>
      {member.availability}
      {until && (
        <>
          {' '}
          until <Moment at={until} of={member.id} now={now} />
        </>
      )}
    </Badge>
  )
}
