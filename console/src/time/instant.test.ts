import { afterEach, describe, expect, it } from 'vitest'
import { browsersZone, dayAndClock, instantOf, readersZone, readIn, withInstants } from './instant'

afterEach(() => readIn(undefined))

describe('an instant', () => {
  it('is read in the zone that was chosen, and in the browser’s where none is', () => {
    readIn('Asia/Tokyo')
    expect(dayAndClock(new Date('2026-03-12T20:30:00Z'))).toBe('13 Mar 2026, 05:30')
    readIn(null)
    expect(readersZone()).toBe(browsersZone)
  })

  it('is read in the browser’s zone where that does not know the one that was chosen', () => {
    readIn('Mars/Olympus')
    expect(readersZone()).toBe(browsersZone)
  })

  it('is read within a text', () => {
    readIn('Asia/Tokyo')
    expect(withInstants('due 2026-03-12T20:30:00Z → 2026-03-12T20:31:05.195878Z, L-1')).toBe(
      'due 13 Mar 2026, 05:30 → 13 Mar 2026, 05:31, L-1',
    )
  })

  it('is what clocks of a zone show', () => {
    const at = (text: string, zone: string) => instantOf(text, zone).toISOString()
    expect(at('2026-03-12T08:30', 'Asia/Tokyo')).toBe('2026-03-11T23:30:00.000Z')
    expect(at('2026-03-12', 'America/New_York')).toBe('2026-03-12T04:00:00.000Z')
    expect(at('2026-03-29T01:59', 'Europe/Berlin')).toBe('2026-03-29T00:59:00.000Z')
    expect(at('2026-03-29T03:00', 'Europe/Berlin')).toBe('2026-03-29T01:00:00.000Z')
    expect(at('2026-10-25T03:00', 'Europe/Berlin')).toBe('2026-10-25T02:00:00.000Z')
    expect(at('2026-03-12T00:00', 'Asia/Kolkata')).toBe('2026-03-11T18:30:00.000Z')
  })
})
