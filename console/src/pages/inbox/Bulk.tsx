import { Button, Group, Text } from '@mantine/core'
import { type ActKind, usualForAll, words } from '@/acts/act'
import type { Handoff } from '@/api/handoffs'

interface Props {
  chosen: readonly Handoff[]
  busy: boolean
  onAct: (kind: ActKind, handoffs: readonly Handoff[]) => void
  onClear: () => void
}

/** What can be done with all that are chosen: what is usual for every one of them. Reasons belong to one handoff point. */
export function Bulk({ chosen, busy, onAct, onClear }: Props) {
  const [first] = chosen
  if (!first) return null
  const alike = chosen.every((handoff) => handoff.point === first.point)
  const kinds = usualForAll(chosen).filter((kind) => alike || kind === 'accept' || kind === 'claim')
  return (
    <Group gap={6}>
      <Text size="xs" fw={600}>
        {chosen.length} chosen:
      </Text>
      {kinds.slice(0, 5).map((kind) => (
        <Button key={kind} size="compact-xs" variant="light" disabled={busy} onClick={() => onAct(kind, chosen)}>
          {words[kind].button}
        </Button>
      ))}
      <Button size="compact-xs" variant="subtle" color="gray" onClick={onClear}>
        Clear
      </Button>
    </Group>
  )
}
