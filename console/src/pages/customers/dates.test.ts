import { describe, expect, it } from 'vitest'
import type { Schemas } from '@/api/client'
import type { CrmRecord } from '@/api/records'
import { aheadField, dayIn, daysTo } from './dates'

const kind = {
  fields: [
    { name: 'signed', type: 'date' },
    { name: 'ends', type: 'date' },
    { name: 'seats', type: 'integer' },
  ],
} as unknown as Schemas['KindView']
const record = (fields: object) => ({ fields }) as unknown as CrmRecord

describe('dates of customers', () => {
  it('fall due by the field that lies ahead', () => {
    const records = [record({ signed: '2026-01-01', ends: '2027-01-01' }), record({ signed: '2026-12-24' })]
    expect(aheadField(kind, [...records, record({ ends: '2027-03-01' })], '2026-11-29')).toBe('ends')
  })

  it('are counted in days', () => {
    expect(daysTo('2026-12-01', '2026-11-29')).toBe(2)
    expect(daysTo('2026-11-28', '2026-11-29')).toBe(-1)
    expect(dayIn(record({ ends: '2027-01-01' }), 'ends')).toBe('2027-01-01')
    expect(dayIn(record({}), 'ends')).toBeUndefined()
  })
})
