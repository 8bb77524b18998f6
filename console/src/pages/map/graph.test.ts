import { describe, expect, it } from 'vitest'
import type { Person } from '@/api/people'
import { graphOf, ungoverned } from './graph'

const person = (id: string, team: string): [string, Person] => [id, { id, teams: [team] } as Person]
const people = new Map([person('ana', 'sdr'), person('ben', 'sdr'), person('cho', 'ae')])
const pair = (from: string, to: string, count: number, governed = 0) => ({ from, to, count, governed, mean: 0 })

describe('the map', () => {
  it('counts by team what no handoff point governs, and nothing within a team', () => {
    const some = [pair('ana', 'cho', 5, 3), pair('ben', 'cho', 2), pair('ana', 'ben', 9)]
    expect(ungoverned(some, people)).toEqual([{ id: 'beside sdr ae', from: 'sdr', to: 'ae', count: 4 }])
    expect(ungoverned([pair('ana', 'cho', 5, 5), pair('ben', 'cho', 2, 2)], people)).toEqual([])
  })

  it('lets people without a team stand for themselves', () => {
    expect(ungoverned([pair('form', 'ana', 1)], people)[0]).toMatchObject({ from: 'form', to: 'sdr' })
  })

  it('shows what leads from or to a place', () => {
    const ways = [
      { id: '1', from: 'a', to: 'b', count: 2 },
      { id: '2', from: 'b', to: 'c', count: 3 },
    ]
    expect(graphOf(ways, 'a')).toEqual({
      ways: [ways[0]],
      places: [
        { id: 'a', volume: 2 },
        { id: 'b', volume: 2 },
      ],
    })
  })
})
