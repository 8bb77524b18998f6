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
  const { kinds, points } = usePolicy()
  // What is handed over has the most entries.
  const like = example(points[0]?.record ?? kinds[0]?.name ?? 'lead')
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
      placeholder={`Record: ${like}`}
      aria-label="Record"
      inputWrapperOrder={['input', 'description']}
      description={namesNone && `With its kind: ${like}`}
      value={words}
      onChange={(event) => write(event.currentTarget.value)}
    />
  )
}
