import { describe, expect, it } from 'vitest'
import type { Schemas } from '@/api/client'
import { pairsOf } from './groups'

const group = (value: string | null, offered: number) => ({ value, offered }) as Schemas['GroupView']

describe('groups of two periods', () => {
  it('are pairs where both have one, also of what belongs to nobody', () => {
    const pairOf = pairsOf([group('ana', 3), group(null, 2)])
    expect(pairOf(group('ana', 9))?.offered).toBe(3)
    expect(pairOf(group(null, 9))?.offered).toBe(2)
    expect(pairOf(group('ben', 9))).toBeUndefined()
    expect(pairsOf(undefined)(group('ana', 9))).toBeUndefined()
  })
})
