import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { usePolicy } from '@/api/policy'
import { example, recordSaid } from './record'

interface Props {
  record: string | undefined
  onRecord: (record: string | undefined) => void
}

/** The record whose entries are shown, written with its kind. */
export function RecordFilter({ record, onRecord }: Props) {
  const { kinds } = usePolicy()
  const [words, setWords] = useState(record ?? '')
  const namesNone = recordSaid(words, kinds)?.includes('/') === false
  const write = (text: string) => {
    setWords(text)
    onRecord(recordSaid(text, kinds))
  }
  return (
    <TextInput
      size="xs"
      w={150}
      placeholder={`Record: ${example(kinds)}`}
      aria-label="Record"
      inputWrapperOrder={['input', 'description']}
      description={namesNone && `With its kind: ${example(kinds)}`}
      value={words}
      onChange={(event) => write(event.currentTarget.value)}
    />
  )
}
