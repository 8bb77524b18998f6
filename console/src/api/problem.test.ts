import { describe, expect, it } from 'vitest'
import { ApiProblem } from './problem'

describe('where a problem is told', () => {
  const wrong = new ApiProblem(422, 'wrong_code', 'this code is not right', 'code')

  it('is at the field that it is about, and nowhere else', () => {
    expect([wrong.at('code'), wrong.at('password')]).toEqual(['this code is not right', undefined])
    expect(wrong.beside(['password', 'code'])).toBeUndefined()
  })

  it('is beside the fields where it is about none of them', () => {
    expect(wrong.beside(['password'])).toBe('this code is not right')
    expect(ApiProblem.unanswered().beside(['password', 'code'])).toMatch('did not answer')
    expect(ApiProblem.unanswered().at('code')).toBeUndefined()
  })
})
