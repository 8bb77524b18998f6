import { describe, expect, it } from 'vitest'
import { example, recordSaid } from './record'

const kinds = [{ name: 'lead' }, { name: 'opportunity' }]

describe('the record of a filter', () => {
  it('is written with a slash, whichever way it was typed', () => {
    expect(recordSaid(' lead L-1 ', kinds)).toBe('lead/L-1')
    expect(recordSaid('lead/L-1', kinds)).toBe('lead/L-1')
    expect(recordSaid(' ', kinds)).toBeUndefined()
  })

  it('needs its kind only where there are several', () => {
    expect(recordSaid('L-1', kinds)).toBe('L-1')
    expect(recordSaid('L-1', [{ name: 'ticket' }])).toBe('ticket/L-1')
  })

  it('has an example', () => {
    expect(example('ticket')).toBe('ticket/T-1')
  })
})
