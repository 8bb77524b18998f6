import { describe, expect, it } from 'vitest'
import type { Schemas } from '@/api/client'
import { daysOf, keptOf } from './keeping'

const field = (name: string, personal: boolean, keep: number | null) => ({ name, personal, keep })
const kind = (keep: number | null, ...fields: unknown[]) => ({ name: 'lead', keep, fields }) as Schemas['KindView']

describe('what is kept for a while', () => {
  it('is nothing where the policy has no rule', () => {
    expect(keptOf(kind(null, field('email', true, null)))).toEqual([])
  })

  it('is the personal fields together, and then those with a rule of their own', () => {
    const kept = keptOf(kind(730, field('email', true, null), field('phone', true, 180), field('budget', false, 90)))
    expect(kept.map(({ what, days }) => [what, days])).toEqual([
      ['email, phone, fields no longer in the policy', 730],
      ['phone', 180],
      ['budget', 90],
    ])
  })

  it('is told in days', () => {
    expect([daysOf(1), daysOf(1460)]).toEqual(['1 day', '1,460 days'])
  })
})
