import { describe, expect, it } from 'vitest'
import type { Schemas } from '@/api/client'
import { inWords, moved, shareMoved, sizeMoved } from './compare'

const figure = (kpi: string, value: Schemas['AmountView'] | null) => ({ kpi, value }) as Schemas['FigureView']
const share = (value: number) => ({ unit: 'share', value }) as const
const micros = (value: number) => ({ unit: 'microseconds', value }) as const

describe('a figure against another period', () => {
  it('moves by points where it is a share', () => {
    const move = moved(figure('sla_attainment', share(0.9)), figure('sla_attainment', share(0.85)))
    expect(move?.isGood).toBe(true)
    expect(move && inWords(move)).toBe('+5.0 points')
  })

  it('is better where a time or a rate of failure went down', () => {
    expect(moved(figure('time_to_accept', micros(50)), figure('time_to_accept', micros(100)))?.isGood).toBe(true)
    expect(moved(figure('return_rate', share(0.2)), figure('return_rate', share(0.1)))?.isGood).toBe(false)
  })

  it('says nothing where there is nothing to compare, and not that no change is bad', () => {
    expect(moved(figure('win_rate', share(0.2)), undefined)).toBeUndefined()
    expect(moved(figure('win_rate', null), figure('win_rate', share(0.1)))).toBeUndefined()
    const same = moved(figure('win_rate', share(0.2)), figure('win_rate', share(0.2004)))
    expect([same?.isGood, same && inWords(same)]).toEqual([undefined, 'as before'])
    const slight = moved(figure('win_rate', share(0.2)), figure('win_rate', share(0.204)))
    expect([slight?.isGood, slight && inWords(slight)]).toEqual([undefined, '−0.4 points'])
  })

  it('is neither better nor worse where neither way is meant to be', () => {
    expect(shareMoved(0.3, 0.2)?.isGood).toBeUndefined()
    expect(sizeMoved(30, 20, 'less')?.isGood).toBe(false)
  })

  it('is not a part of nothing', () => {
    expect(sizeMoved(30, 0)).toBeUndefined()
    expect(shareMoved(0.3, 0)?.by).toBe(0.3)
  })
})
