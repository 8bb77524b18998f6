import { describe, expect, it } from 'vitest'
import { canTake, doubts, isFull, type Member } from './room'

const member = (open: number, availability = 'here') => ({ open, availability }) as unknown as Member

describe('room', () => {
  it('is there while less is held than may be', () => {
    expect(isFull(member(39), 40)).toBe(false)
    expect(isFull(member(40), 40)).toBe(true)
    expect(isFull(member(99), null)).toBe(false)
  })

  it('is doubted in words', () => {
    expect(doubts(member(1), 40)).toEqual([])
    expect(doubts(member(41, 'away'), 40)).toEqual(['carries 41 of 40 already', 'is away'])
  })

  it('is not there for who has left', () => {
    expect(canTake(member(1, 'left'))).toBe(false)
    expect(canTake(member(1, 'away'))).toBe(true)
  })
})
