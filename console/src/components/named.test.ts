import { describe, expect, it } from 'vitest'
import { named, titled } from './named'

describe('what ids are called', () => {
  it('is words, with what the field writes in capitals', () => {
    expect(named('time_to_first_touch')).toBe('time to first touch')
    expect(named('inbound_emea')).toBe('inbound EMEA')
    expect(named('sales')).toBe('sales')
  })

  it('begins with a capital as a title', () => {
    expect([titled('sla_attainment'), titled('deal_desk'), titled('')]).toEqual(['SLA attainment', 'Deal desk', ''])
  })
})
