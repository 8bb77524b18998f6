import { describe, expect, it } from 'vitest'
import type { Schemas } from '@/api/client'
import type { Person } from '@/api/people'
import { graphOf, type Way } from './graph'
import { inOrder } from './kinds'
import { moved } from './stages'
import { ungoverned } from './teams'

const person = (id: string, team: string): [string, Person] => [id, { id, teams: [team] } as Person]
const people = new Map([person('ana', 'sdr'), person('ben', 'sdr'), person('cho', 'ae')])
const pair = (from: string, to: string, count: number, governed = 0) => ({ from, to, count, governed, mean: 0 })

describe('the map of teams', () => {
  it('counts by team what no handoff point governs, and nothing within a team', () => {
    const some = [pair('ana', 'cho', 5, 3), pair('ben', 'cho', 2), pair('ana', 'ben', 9)]
    expect(ungoverned(some, people)).toMatchObject([{ from: { id: 'sdr' }, to: { id: 'ae' }, count: 4, by: [] }])
    expect(ungoverned([pair('ana', 'cho', 5, 5), pair('ben', 'cho', 2, 2)], people)).toEqual([])
  })

  it('lets people without a team stand for themselves', () => {
    expect(ungoverned([pair('form', 'ana', 1)], people)[0]).toMatchObject({ from: { id: 'form' }, to: { id: 'sdr' } })
  })
})

describe('the map of stages', () => {
  const move = (from: string | null, to: string, gates: string[] = []) =>
    ({
      from: from && { kind: 'lead', stage: from },
      to: { kind: 'lead', stage: to },
      count: 3,
      returned: 0,
      points: [],
      gates,
    }) as unknown as Schemas['MoveView']

  it('begins where records are made, and says which gate asks', () => {
    const [made, went] = moved([move(null, 'mql'), move('mql', 'sql', ['lead_stages'])])
    expect(made).toMatchObject({ from: { title: 'New lead' }, to: { id: 'lead/mql', title: 'MQL' }, by: [] })
    expect(went).toMatchObject({ from: { id: 'lead/mql' }, by: ['gate lead stages'] })
  })
})

describe('kinds', () => {
  it('stand as journeys go on, and alone at the end', () => {
    const place = (kind: string) => ({ id: `${kind}/new`, title: 'New', kind, volume: 1 })
    const way = (from: string, to: string) => ({ id: from + to, from: place(from), to: place(to), count: 1, by: [] })
    const places = ['account', 'customer', 'lead', 'opportunity'].map(place)
    const ways = [way('opportunity', 'customer'), way('lead', 'opportunity'), way('account', 'account')]
    expect(inOrder({ places, ways })).toEqual(['lead', 'opportunity', 'customer', 'account'])
    const circle = [...ways, way('customer', 'lead')]
    expect(inOrder({ places, ways: circle })).toHaveLength(4)
  })
})

describe('what is shown', () => {
  const place = (id: string, kind = 'lead') => ({ id, title: id, kind })
  const ways: Way[] = [
    { id: '1', from: place('a'), to: place('b'), count: 2, by: ['a point'] },
    { id: '2', from: place('b'), to: place('c', 'deal'), count: 3, by: [] },
  ]

  it('is what leads from or to a team or a kind', () => {
    expect(graphOf(ways, { team: 'a' })).toEqual({
      ways: [ways[0]],
      places: [
        { ...place('a'), volume: 2 },
        { ...place('b'), volume: 2 },
      ],
    })
    expect(graphOf(ways, { kind: 'deal' }).ways).toEqual([ways[1]])
  })

  it('is what something governs, or nothing does', () => {
    expect(graphOf(ways, { show: 'governed' }).ways).toEqual([ways[0]])
    expect(graphOf(ways, { show: 'ungoverned' }).ways).toEqual([ways[1]])
    expect(graphOf(ways, { show: 'all' }).ways).toEqual(ways)
  })
})
