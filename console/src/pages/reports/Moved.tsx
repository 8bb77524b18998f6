import { Text, VisuallyHidden } from '@mantine/core'
import { inWords, type Move } from './compare'

/** How something moved against the other period: in a colour, and in words for who does not see it. */
export function Moved({ move, inFull }: { move: Move | undefined; inFull?: boolean }) {
  if (!move) return null
  const meant = move.isGood === undefined ? '' : move.isGood ? ', better' : ', worse'
  return (
    <Text size="xs" span c={colour(move)} style={{ whiteSpace: 'nowrap', position: 'relative' }}>
      {inWords(move)}
      {inFull ? meant : <VisuallyHidden>{meant}</VisuallyHidden>}
    </Text>
  )
}

/** Dark enough, or light enough, to be read at this size, also on a row that is chosen. */
function colour({ isGood }: Move): string {
  if (isGood === undefined) return 'var(--quiet)'
  const name = isGood ? 'teal' : 'red'
  return `light-dark(color-mix(in srgb, var(--mantine-color-${name}-9), black 20%), var(--mantine-color-${name}-4))`
}
