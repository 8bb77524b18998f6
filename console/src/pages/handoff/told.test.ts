import { describe, expect, it } from 'vitest'
import { told } from './told'

describe('deliveries', () => {
  const endpoint = { enabled: true, cursor: 20 }
  it('have reached an endpoint that read on past them', () => {
    expect(told([7, 20], endpoint, [{ sequence: 8, next_at: null }]).text).toBe('told of all that it asks for')
    expect(told([7, 21], endpoint, []).text).toBe('on its way')
    expect(told([7, 21], { ...endpoint, enabled: false }, []).text).toBe('switched off')
  })

  it('are told apart by whether they are tried again', () => {
    const again = { sequence: 7, next_at: '2026-03-02T09:00:00Z' }
    expect(told([7], endpoint, [again]).text).toBe('1 tried again')
    expect(told([7, 9], endpoint, [again, { sequence: 9 }]).text).toBe('1 given up')
  })
})
