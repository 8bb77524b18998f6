import { List, Text } from '@mantine/core'
import type { Handoff } from '@/api/handoffs'
import { named } from '@/components/named'
import { SendForm } from './SendForm'

interface Props {
  handoffs: readonly Handoff[]
  busy: boolean
  onSend: () => void
}

/** Asks once more before something is sent again that came back for what it lacked. */
export function ResendForm({ handoffs, busy, onSend }: Props) {
  const gaps = new Map(
    handoffs.flatMap((handoff) => handoff.gaps).map((gap) => [gap.name, gap.says || named(gap.name)]),
  )
  return (
    <SendForm button="Send again" busy={busy} onSend={onSend}>
      <Text size="sm">What came back for this, and is still on record as missing:</Text>
      <List size="sm">
        {[...gaps].map(([name, says]) => (
          <List.Item key={name}>{says}</List.Item>
        ))}
      </List>
      <Text size="xs" c="var(--quiet)">
        Mend it in the CRM, or where the record is kept, and it goes through. It is checked again when it is sent.
      </Text>
    </SendForm>
  )
}
