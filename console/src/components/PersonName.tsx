import { Text, Tooltip } from '@mantine/core'
import { usePeople } from '@/api/people'
import { named } from './named'

/** A person by name; the id where the policy does not know them, and a dash for nobody. */
export function PersonName({ id }: { id: string | null | undefined }) {
  const person = usePeople().get(id ?? '')
  if (!id)
    return (
      <Text span inherit c="var(--quiet)">
        nobody
      </Text>
    )
  return (
    <Tooltip
      label={person ? `${id} · ${person.teams.map(named).join(', ') || 'no team'} · ${person.availability}` : id}
    >
      <span>{person?.name ?? id}</span>
    </Tooltip>
  )
}
