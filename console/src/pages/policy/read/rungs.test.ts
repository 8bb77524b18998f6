import { describe, expect, it } from 'vitest'
import { inWords, type Rung } from './rungs'

const said = (rung: Partial<Rung>) => inWords({ notify: [], ...rung }, (id) => id)

describe('a rung', () => {
  it('says when it is reached, who is told and what is done', () => {
    expect(said({ at: 75, notify: ['owner'] })).toBe('at 75 %: owner told')
    expect(said({ at: 100, notify: ['owner', 'manager'], act: 'reroute' })).toBe(
      'at the breach: owner, manager told, it goes to somebody else',
    )
  })

  it('says how often they are told again', () => {
    const repeat = { every: '1h', times: 3 }
    expect(said({ after: '15m', notify: ['manager'], repeat })).toBe(
      '15m after the breach: manager told, again every 1h, 3 times',
    )
  })
})
