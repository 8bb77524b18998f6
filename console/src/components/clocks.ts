import type { Schemas } from '@/api/client'

type ClockView = Schemas['ClockView']

const OWED = ['running', 'overdue', 'paused']

/** The clock of these that is due first; `undefined` where none is owed. */
export function nextOf(clocks: readonly ClockView[]): ClockView | undefined {
  return clocks
    .filter((clock) => OWED.includes(clock.state))
    .sort((one, other) => (one.due_at ?? '9').localeCompare(other.due_at ?? '9'))[0]
}
