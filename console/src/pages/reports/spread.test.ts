import { describe, expect, it } from 'vitest'
import type { Schemas } from '@/api/client'
import { inWords, spreadsOf } from './spread'

const MINUTE = 60_000_000
const milestone = (wall: number, working?: number) =>
  ({ times: { wall: { p50: wall }, working: working ? { p50: working } : null } }) as Schemas['MilestoneView']

describe('how long a milestone took', () => {
  it('is compared in the time that it is counted in', () => {
    expect(spreadsOf(milestone(9, 4), milestone(8, 3))).toEqual({
      time: 'working time',
      now: { p50: 4 },
      before: { p50: 3 },
    })
    expect(spreadsOf(milestone(9), milestone(8)).before).toEqual({ p50: 8 })
  })

  it('is not compared where a calendar came or went in between', () => {
    expect(spreadsOf(milestone(9, 4), milestone(8)).before).toBeUndefined()
    expect(spreadsOf(milestone(9), milestone(8, 3)).before).toBeUndefined()
    expect(spreadsOf(milestone(9), undefined).before).toBeUndefined()
  })

  it('is told in words', () => {
    expect(inWords({ p50: 12 * MINUTE, p75: null, p90: 120 * MINUTE }, 0.87)).toBe(
      'half within 12 min, 90% within 2 h, 87% kept',
    )
    expect(inWords({}, null)).toBe('none got there')
  })
})
