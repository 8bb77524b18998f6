import type { Schemas } from '@/api/client'
import type { CrmRecord } from '@/api/records'
import { Fields } from '../Fields'
import { FieldValue } from '../FieldValue'
import { named } from '../named'

interface Props {
  record: CrmRecord
  kind: Schemas['KindView'] | undefined
  currency: string
  /** Only these fields, where it is said; all that are known otherwise. */
  only?: readonly string[]
}

/** What is known of a record: context that was handed over, or everything. */
export function RecordFields({ record, kind, currency, only }: Props) {
  const known = (field: Schemas['FieldView']) => field.name in record.fields || record.masked.includes(field.name)
  const shown = kind?.fields.filter((field) => (only ? only.includes(field.name) : known(field))) ?? []
  return (
    <Fields
      fields={shown.map((field) => [
        named(field.name),
        <FieldValue
          key={field.name}
          field={field}
          value={record.fields[field.name]}
          masked={record.masked.includes(field.name)}
          currency={currency}
        />,
      ])}
    />
  )
}
