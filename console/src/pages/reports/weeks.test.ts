import { describe, expect, it } from 'vitest'
import type { Schemas } from '@/api/client'
import { stillOpen, weeksOf } from './weeks'

const week = (value: string | null, offered = 40, open = 0) => ({ value, offered, open }) as Schemas['GroupView']
const numbers = (from: string | undefined, ...names: string[]) =>
  weeksOf(
    names.map((name) => week(name)),
    { from },
  ).map(({ number }) => number)

describe('the weeks of a period', () => {
  it('are counted from the week of its first day, over gaps and the turn of a year', () => {
    // 2026 has 53 ISO weeks; December 30th, 2026 is a Wednesday.
    expect(numbers('2026-12-16', '2026-W51', '2026-W53', '2027-W01')).toEqual([0, 2, 3])
    expect(numbers('2026-11-29', '2026-W48')).toEqual([0])
    expect(numbers('2026-09-01', '2026-W37')).toEqual([1])
  })

  it('are counted from the first of them where the period has no first day', () => {
    expect(numbers(undefined, '2026-W46', '2026-W48')).toEqual([0, 2])
    expect(weeksOf([], {})).toEqual([])
  })

  it('are open while many of their handoffs are', () => {
    const weeks = weeksOf([week('2026-W45', 40, 2), week('2026-W46', 40, 12), week('2026-W47', 38, 30)], {})
    expect(weeks.map(({ isOpen }) => isOpen)).toEqual([false, true, true])
    expect(stillOpen(weeks)).toBe('Still open: 12 of 40 in W46, 30 of 38 in W47.')
    expect(stillOpen(weeks.slice(0, 1))).toBeUndefined()
  })

  it('are told together where many are open', () => {
    const weeks = weeksOf(
      [40, 41, 42, 43, 44].map((number) => week(`2026-W${number}`, 400, 300)),
      {},
    )
    expect(stillOpen(weeks)).toBe('Still open: 1,500 of 2,000 in 5 weeks from W40 to W44.')
  })
})
