/** What the field writes in capitals, wherever it stands in an id. */
const CAPITALS = /\b(mql|sal|sql|sqo|icp|nrr|grr|arr|sla|crm|sdr|ae|cs|csm|emea|amer|apac|latam)\b/g

/** `time_to_accept` as people write it: `time to accept`; `sdr_hours`: `SDR hours`. */
export const named = (id: string): string => id.replaceAll('_', ' ').replace(CAPITALS, (word) => word.toUpperCase())

/** The same where it begins something: `Time to accept`. */
export function titled(id: string): string {
  const name = named(id)
  return name.charAt(0).toUpperCase() + name.slice(1)
}
