import { describe, expect, it } from 'vitest'
import type { Week } from '../weeks'
import { pathsOf, plotOf } from './plot'

const week = (number: number, sla: number | null, isOpen = false) => ({ number, sla, isOpen }) as Week
const sla = (of: Week) => of.sla

describe('a plot of weeks', () => {
  it('has room for the longer of two periods', () => {
    const plot = plotOf([week(0, 1), week(2, 1)], [week(3, 1)], 440)
    expect([plot.weeks, plot.step, plot.x(0), plot.x(3)]).toEqual([4, 100, 90, 390])
    expect([plot.y(1), plot.y(0)]).toEqual([plot.top, plot.bottom])
  })

  it('joins weeks that follow each other and have a value, dashed where one is open', () => {
    const weeks = [week(0, 1), week(1, 0), week(2, 1, true), week(3, null), week(4, 1), week(6, 1)]
    const plot = plotOf(weeks, [], 740)
    expect(pathsOf(weeks, sla, plot)).toEqual({
      whole: 'M90.0 30.0L190.0 200.0',
      dashed: 'M190.0 200.0L290.0 30.0',
    })
  })
})
