import { describe, expect, it } from 'vitest'
import type { Schemas } from '@/api/client'
import type { CrmRecord } from '@/api/records'
import { nextStage, sums, valueFirst } from './stages'

const kind = {
  name: 'opportunity',
  stages: ['discovery', 'proposal', 'won', 'lost'],
  closed: ['won', 'lost'],
  forecast: { amount: 'amount', close: 'close_date', probability: { proposal: 0.5 }, won: 'won', lost: 'lost' },
} as unknown as Schemas['KindView']
const deal = (stage: string, amount: number) =>
  ({ stage, fields: { amount }, stage_since: '2026-01-01' }) as unknown as CrmRecord

describe('stages', () => {
  it('lead to the next one, and never on to losing', () => {
    expect(nextStage(kind, 'discovery')).toBe('proposal')
    expect(nextStage(kind, 'proposal')).toBe('won')
    expect(nextStage(kind, 'won')).toBeUndefined()
  })

  it('add up what is worked, weighted where the policy assumes a probability', () => {
    expect(sums(kind, [deal('proposal', 10), deal('proposal', 20), deal('won', 99)])).toEqual([
      { stage: 'discovery', count: 0, value: 0, weighted: undefined },
      { stage: 'proposal', count: 2, value: 30, weighted: 15 },
    ])
  })

  it('show the most worth first', () => {
    expect(valueFirst(kind, [deal('proposal', 1), deal('proposal', 3)]).map((one) => one.fields.amount)).toEqual([3, 1])
  })
})
