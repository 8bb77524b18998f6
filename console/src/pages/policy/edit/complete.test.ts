import { describe, expect, it } from 'vitest'
import { suggestions } from './complete'

const schema = {
  $defs: {
    Queue: {
      properties: {
        queue: { description: 'The queue’s name.' },
        pick: { enum: ['fair', 'claim'] },
        skip: { items: { properties: { when: { description: 'Whom to pass over.' } } } },
      },
    },
    Team: { properties: { team: {}, members: {} } },
  },
  oneOf: [{ $ref: '#/$defs/Queue' }, { $ref: '#/$defs/Team' }],
}
const names = (before: string) => suggestions(schema, before).map((one) => one.name)

describe('completion', () => {
  it('begins with what a document may be', () => {
    expect(names('')).toEqual(['queue', 'pick', 'skip', 'team', 'members'])
  })

  it('knows a document by its first key, and the next document anew', () => {
    expect(names('queue: us\n')).toEqual(['queue', 'pick', 'skip'])
    expect(names('queue: us\n---\nteam: sdr\n')).toEqual(['team', 'members'])
  })

  it('offers the words of a value, and the keys below a key', () => {
    expect(names('queue: us\npick: ')).toEqual(['fair', 'claim'])
    expect(names('queue: us\nskip:\n  - ')).toEqual(['when'])
  })

  it('offers nothing below what the schema does not know', () => {
    expect(names('queue: us\nelse:\n  ')).toEqual([])
  })
})
