import { describe, expect, it } from 'vitest'
import { told } from './told'
import type { Week } from './weeks'

const week = { number: 3, name: '2026-W46', sla: 0.9, conversion: null, offered: 40, open: 0 } as Week

describe('what a week says', () => {
  it('is its shares, and how many are open', () => {
    expect(told(week, [])).toEqual(['SLA kept: 90%', 'Conversion: none'])
    expect(told({ ...week, open: 12 }, []).at(-1)).toBe('12 of 40 still open')
  })

  it('is compared with the week of the same number', () => {
    const before = [
      { ...week, number: 2, name: '2026-W32', sla: 0.1 },
      { ...week, name: '2026-W33', sla: 0.8, conversion: 0.25 },
    ]
    expect(told(week, before)).toEqual(['SLA kept: 90%, in 2026-W33 80%', 'Conversion: none, in 2026-W33 25%'])
  })
})
