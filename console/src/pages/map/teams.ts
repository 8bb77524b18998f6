import type { Schemas } from '@/api/client'
import type { Person } from '@/api/people'
import { named } from '@/components/named'
import type { Way } from './graph'

type Pair = Schemas['PairView']

const team = (id: string) => ({ id, title: named(id) })

/** The ways that handoff points govern: each from its sender to its receiver. */
export function governed(rows: readonly Schemas['MatrixRow'][]): Way[] {
  return rows.map((row) => ({
    id: `point ${row.point}`,
    from: team(row.from),
    to: team(row.to),
    count: row.offered,
    by: [row.title],
    point: row.point,
    wait: row.wait.value?.unit === 'microseconds' ? row.wait.value.value : undefined,
    returned: row.returns.value?.unit === 'share' ? row.returns.value.value : undefined,
    open: row.open,
    breached: row.breached,
  }))
}

/** What went from team to team beside every handoff point. */
export function ungoverned(pairs: readonly Pair[], people: ReadonlyMap<string, Person>): Way[] {
  const counts = new Map<string, number>()
  for (const pair of pairs) {
    const key = `${teamOf(pair.from, people)}\n${teamOf(pair.to, people)}`
    counts.set(key, (counts.get(key) ?? 0) + pair.count - pair.governed)
  }
  return [...counts].flatMap(([key, count]) => {
    const [from = '', to = ''] = key.split('\n')
    if (count <= 0 || from === to) return []
    return [{ id: `beside ${from} ${to}`, from: team(from), to: team(to), count, by: [] }]
  })
}

/** The first team that somebody belongs to; where they belong to none, the person stands for itself. */
const teamOf = (person: string, people: ReadonlyMap<string, Person>): string => people.get(person)?.teams[0] ?? person
