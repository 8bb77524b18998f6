import type { Schemas } from '@/api/client'
import type { CrmRecord } from '@/api/records'

/** The calendar day that a record holds in `field`: `2027-04-22`. */
export function dayIn(record: CrmRecord, field: string | undefined): string | undefined {
  const held = field === undefined ? undefined : record.fields[field]
  return typeof held === 'string' && held !== '' ? held.slice(0, 10) : undefined
}

/** The date fields of a kind. */
export const dateFields = (kind: Schemas['KindView']): string[] =>
  kind.fields.filter((field) => field.type === 'date').map((field) => field.name)

/** The date field that lies ahead for the most records: by it they fall due, until somebody chooses another. */
export function aheadField(
  kind: Schemas['KindView'],
  records: readonly CrmRecord[],
  today: string,
): string | undefined {
  const ahead = (field: string) => records.filter((record) => (dayIn(record, field) ?? '') >= today).length
  const [first] = dateFields(kind)
    .map((field) => ({ field, ahead: ahead(field) }))
    .sort((one, other) => other.ahead - one.ahead)
  return first?.field
}

/** Whole days from `today` to `day`; negative once it is past. */
export const daysTo = (day: string, today: string): number =>
  Math.round((Date.parse(`${day}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / 86_400_000)
