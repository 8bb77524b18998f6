import { Text } from '@mantine/core'
import type { Schemas } from '@/api/client'
import { count } from '@/time/units'
import { Moment } from './Moment'
import { PersonName } from './PersonName'
import { RecordLink } from './RecordLink'

interface Props {
  field: Schemas['FieldView']
  value: unknown
  masked: boolean
  currency: string
}

/** What a field of a record holds, as its type is read. */
export function FieldValue({ field, value, masked, currency }: Props) {
  if (masked)
    return (
      <Text span inherit c="var(--quiet)">
        hidden from your role
      </Text>
    )
  if (value === undefined || value === null || value === '')
    return (
      <Text span inherit c="var(--quiet)">
        empty
      </Text>
    )
  const text = String(value)
  switch (field.type) {
    case 'person':
      return <PersonName id={text} />
    case 'money':
      return `${count(Number(value))} ${currency}`
    case 'integer':
    case 'number':
      return count(Number(value))
    case 'boolean':
      return value ? 'yes' : 'no'
    case 'instant':
      return <Moment at={text} />
    case 'link':
      return field.to ? <RecordLink record={`${field.to} ${text}`} /> : text
    default:
      return text
  }
}
