import type { Schemas } from '@/api/client'
import { named } from '@/components/named'

export type Rung = Schemas['RungView']

/** What a rung does, in words; a person is written as `name` has it. */
export function inWords(rung: Rung, name: (id: string) => string): string {
  const told = rung.notify.length > 0 && `${rung.notify.map(name).join(', ')} told`
  const again = rung.repeat && `again every ${rung.repeat.every}, ${rung.repeat.times} times`
  return `${when(rung)}: ${[told, again, done(rung.act)].filter(Boolean).join(', ')}`
}

function when(rung: Rung): string {
  if (rung.after) return `${rung.after} after the breach`
  return rung.at === 100 ? 'at the breach' : `at ${rung.at} %`
}

function done(act: string | null | undefined): string | undefined {
  if (act === 'reroute') return 'it goes to somebody else'
  if (act === 'assign_manager') return 'it goes to the manager'
  return act ? named(act) : undefined
}
