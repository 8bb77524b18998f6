import { expect, it } from 'vitest'
import type { Task } from '@/api/tasks'
import { runsOf } from './runs'

const task = (record: string, name: string, state: string, due_at: string, overdue = false) =>
  ({ record, playbook: 'onboarding', name, state, due_at, overdue }) as unknown as Task

it('gathers the tasks of a customer’s playbook, with the one that can be done now', () => {
  const [first, second] = runsOf([
    task('customer 1', 'setup', 'waiting', '2026-01-02'),
    task('customer 2', 'review', 'open', '2026-01-05'),
    task('customer 1', 'kickoff', 'open', '2026-01-03', true),
  ])
  expect(first?.tasks.map((one) => one.name)).toEqual(['setup', 'kickoff'])
  expect(first?.next?.name).toBe('kickoff')
  expect(first?.late).toBe(1)
  expect(second?.record).toBe('customer 2')
})
