import { describe, expect, it } from 'vitest'
import { against, presetOf, presets } from './periods'

const of = (id: string, today: string) => presets.find((preset) => preset.id === id)?.of(today)

describe('a period', () => {
  it('ends with the last day of the month before, whatever its length', () => {
    expect(of('last_month', '2026-03-10')).toEqual({ from: '2026-02-01', to: '2026-02-28' })
    expect(of('last_month', '2026-01-31')).toEqual({ from: '2025-12-01', to: '2025-12-31' })
  })

  it('begins with its quarter', () => {
    expect(of('quarter', '2026-11-29')).toEqual({ from: '2026-10-01', to: '2026-11-29' })
  })

  it('is compared with as many days right before, or with the year before', () => {
    const period = { from: '2026-03-01', to: '2026-03-31' }
    expect(against(period, 'before')).toEqual({ from: '2026-01-29', to: '2026-02-28' })
    expect(against(period, 'year')).toEqual({ from: '2025-03-01', to: '2025-03-31' })
    expect(against({}, 'before')).toBeUndefined()
  })

  it('is known again as the preset that it is', () => {
    expect(presetOf({ from: '2026-11-01', to: '2026-11-29' }, '2026-11-29')?.id).toBe('month')
    expect(presetOf({}, '2026-11-29')?.id).toBe('all')
  })
})
