import { Text } from '@mantine/core'

/** Where no clock of the point has started: when one does. */
export function NoClock() {
  return (
    <Text size="sm" c="var(--quiet)">
      No clock has started: those of this handoff point begin when a handoff is offered.
    </Text>
  )
}
