import { describe, expect, it } from 'vitest'
import { columnsOf } from './buckets'

const MINUTE = 60_000_000
const buckets = (...counts: number[]) =>
  counts.map((count, place) => ({ count, up_to: [MINUTE, 15 * MINUTE, null][place] }))

describe('a distribution', () => {
  it('is as high as its parts, and says each in words', () => {
    const columns = columnsOf(buckets(5, 10, 0))
    expect(columns.map(({ height, before, upTo }) => [height, before, upTo])).toEqual([
      [0.5, undefined, '1 min'],
      [1, undefined, '15 min'],
      [0, undefined, 'longer'],
    ])
    expect(columns.map(({ says }) => says)).toEqual([
      '5 took at most 1 min',
      '10 took 1 min to 15 min',
      '0 took longer than 15 min',
    ])
  })

  it('is compared by shares, as another period had more or fewer', () => {
    const columns = columnsOf(buckets(5, 5, 0), buckets(20, 60, 20))
    expect(columns.map(({ height }) => height)).toEqual([0.5 / 0.6, 0.5 / 0.6, 0])
    expect(columns.map(({ before }) => before)).toEqual([0.2 / 0.6, 1, 0.2 / 0.6])
    expect(columns[1]?.says).toBe('5 took 1 min to 15 min: 50%, before 60%')
  })

  it('is compared with nothing where nobody had got there, and is nothing where nobody has', () => {
    expect(columnsOf(buckets(1, 0, 0), buckets(0, 0, 0))[0]?.before).toBeUndefined()
    expect(columnsOf(buckets(0, 0, 0))).toEqual([])
    expect(columnsOf(buckets(0, 0, 0), buckets(0, 2, 0)).map(({ height, before }) => [height, before])).toEqual([
      [0, 0],
      [0, 1],
      [0, 0],
    ])
    expect(columnsOf([])).toEqual([])
  })
})
