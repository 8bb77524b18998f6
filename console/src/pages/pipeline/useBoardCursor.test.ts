import { describe, expect, it } from 'vitest'
import { step } from './useBoardCursor'

describe('a step on the board', () => {
  it('stays within the column', () => {
    expect(step({ column: 0, row: 1 }, [2, 3], 0, 1)).toEqual({ column: 0, row: 1 })
    expect(step({ column: 0, row: 0 }, [2, 3], 0, -1)).toEqual({ column: 0, row: 0 })
  })

  it('goes across, over empty columns, no lower than there are cards', () => {
    expect(step({ column: 0, row: 4 }, [5, 0, 2], 1, 0)).toEqual({ column: 2, row: 1 })
    expect(step({ column: 2, row: 1 }, [5, 0, 2], 1, 0)).toEqual({ column: 2, row: 1 })
  })
})
