import { TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'

interface Props {
  /** What is filtered, for who hears it. */
  label: string
  words: string
  onWords: (words: string) => void
}

/** Words that what is shown has to have. */
export function FilterBox({ label, words, onWords }: Props) {
  return (
    <TextInput
      size="xs"
      w={220}
      aria-label={`Filter ${label}`}
      placeholder="Filter…"
      value={words}
      leftSection={<IconSearch size={14} aria-hidden />}
      onChange={(event) => onWords(event.currentTarget.value)}
    />
  )
}
