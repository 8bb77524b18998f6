import { describe, expect, it } from 'vitest'
import type { Schemas } from '@/api/client'
import type { GateAnswer } from '@/api/gates'
import { inOrder, missing, pushes } from './gate'

const answer = {
  allowed: false,
  blocked_by: ['scope'],
  warned_by: ['late'],
  reasons: [
    { rule: 'gate/won/price', verdict: 'pass', says: 'price is filled', seen: [] },
    { rule: 'gate/won/scope', verdict: 'fail', says: 'scope is missing', seen: [] },
    {
      rule: 'gate/won/late',
      verdict: 'fail',
      says: 'The date was pushed.',
      seen: [{ name: 'deal.close_date_pushes', value: '6' }],
    },
  ],
} as unknown as GateAnswer

describe('a gate’s answer', () => {
  it('says what is missing in the policy’s words', () => {
    expect(missing(answer)).toEqual(['scope is missing', 'The date was pushed.'])
  })

  it('has what is not met in front', () => {
    expect(inOrder(answer).map((reason) => reason.verdict)).toEqual(['fail', 'fail', 'pass'])
  })

  it('tells how often a close date was put off', () => {
    const kind = { name: 'deal', forecast: { close: 'close_date' } } as unknown as Schemas['KindView']
    expect(pushes(kind, answer)).toBe(6)
    expect(pushes({ ...kind, forecast: null }, answer)).toBe(0)
  })
})
