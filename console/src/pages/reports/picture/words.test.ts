import { describe, expect, it } from 'vitest'
import { cut, wrapped } from './words'

describe('words in a picture', () => {
  it('are cut where there is no room', () => {
    expect([cut('ana', 3), cut('anabel', 3)]).toEqual(['ana', 'an…'])
  })

  it('go on in the next line, whole', () => {
    expect(wrapped('one two three', 7)).toEqual(['one two', 'three'])
    expect(wrapped('incomprehensible', 7)).toEqual(['incomprehensible'])
  })
})
