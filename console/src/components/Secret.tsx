import { Text } from '@mantine/core'
import { Copyable } from './Copyable'

/** Something that is shown this once, to be copied. */
export function Secret({ text, says }: { text: string; says: string }) {
  return (
    <div>
      <Text size="sm" mb={6}>
        {says}
      </Text>
      <Copyable text={text} />
    </div>
  )
}
