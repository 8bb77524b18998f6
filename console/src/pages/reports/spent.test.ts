import { describe, expect, it } from 'vitest'
import { partsOf } from './spent'

const HOUR = 3_600_000_000

describe('what time was spent on', () => {
  it('is told as parts of all of it, without what took none', () => {
    const parts = partsOf({ system: 0, queue: HOUR, working: 3 * HOUR, off_hours: 0, paused: 0 })
    expect(parts.map(({ name, share, text }) => [name, share, text])).toEqual([
      ['waiting in queue', 0.25, '1 h, 25%'],
      ["owner's working time", 0.75, '3 h, 75%'],
    ])
  })

  it('is nothing where no time has passed', () => {
    expect(partsOf({ system: 0, queue: 0, working: 0, off_hours: 0, paused: 0 })).toEqual([])
  })
})
