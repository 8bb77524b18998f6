import { describe, expect, it } from 'vitest'
import type { Handoff } from '@/api/handoffs'
import type { Agreed } from '@/api/policy'
import { mine, queuesOf, returned } from './mine'

const handoff = (of: Partial<Handoff>): Handoff =>
  ({ id: '1', state: 'offered', owner: null, queue: null, sender: null, ...of }) as Handoff

const policy = {
  teams: [
    { id: 'sdr', manager: 'mia', members: ['ana', 'ben'] },
    { id: 'ae', manager: null, members: ['cho'] },
  ],
  queues: [
    { id: 'us', team: 'sdr' },
    { id: 'deals', team: 'ae' },
  ],
} as unknown as Agreed

describe('an inbox', () => {
  it('serves the queues of the teams that one belongs to', () => {
    expect(queuesOf('ana', policy)).toEqual(['us'])
    expect(queuesOf('mia', policy)).toEqual([])
  })

  it('has what one carries and what waits for anybody in one’s queues, and nothing of somebody else', () => {
    const own = handoff({ id: 'own', owner: 'ana' })
    const waiting = handoff({ id: 'waiting', queue: 'us' })
    const others = [handoff({ owner: 'ben', queue: 'us' }), handoff({ queue: 'deals' }), handoff({})]
    expect(mine([own, waiting, ...others], 'ana', ['us'])).toEqual([own, waiting])
  })

  it('has what came back to its sender alone', () => {
    const back = handoff({ state: 'returned', sender: 'ana' })
    expect(returned([back, handoff({ state: 'returned', sender: 'ben' }), handoff({ sender: 'ana' })], 'ana')).toEqual([
      back,
    ])
  })
})
