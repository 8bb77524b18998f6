import { describe, expect, it } from 'vitest'
import { reasonsOf } from './reasons'

const row = (reason: string, count: number, outcome = 'returned') => ({
  outcome,
  reason,
  count,
  next: 'fix',
  standard: true,
})
const told = (rows: ReturnType<typeof reasonsOf>) =>
  rows.map(({ reason, count, share, before }) => [reason, count, share, before])

describe('the reasons of a period', () => {
  it('are shares of each other', () => {
    expect(told(reasonsOf([row('no_budget', 3), row('no_fit', 1)]))).toEqual([
      ['no_budget', 3, 0.75, undefined],
      ['no_fit', 1, 0.25, undefined],
    ])
  })

  it('stand beside those of another, with what only that one had at the end', () => {
    const before = [row('no_fit', 6), row('duplicate', 4), row('no_budget', 10, 'rejected')]
    expect(told(reasonsOf([row('no_budget', 3), row('no_fit', 1)], before))).toEqual([
      ['no_budget', 3, 0.75, 0],
      ['no_fit', 1, 0.25, 0.3],
      ['duplicate', 0, 0, 0.2],
      ['no_budget', 0, 0, 0.5],
    ])
  })
})
