import type { Schemas } from '@/api/client'
import type { Person } from '@/api/people'

/** What hands over and takes over: a team, or a function that the policy names. */
export interface Place {
  id: string
  /** Handovers in and out. */
  volume: number
}

/** Handovers from one place to another. */
export interface Way {
  id: string
  from: string
  to: string
  count: number
  /** The handoff point that governs it; none where no point does. */
  point?: {
    id: string
    title: string
    open: number
    breached: number
    returned: number | undefined
    wait: Schemas['MatrixRow']['wait']['value']
  }
}

export interface Graph {
  places: Place[]
  ways: Way[]
}

type Pair = Schemas['PairView']

/** The ways that handoff points govern: each from its sender to its receiver. */
export function governed(rows: readonly Schemas['MatrixRow'][]): Way[] {
  return rows.map((row) => ({
    id: `point ${row.point}`,
    from: row.from,
    to: row.to,
    count: row.offered,
    point: {
      id: row.point,
      title: row.title,
      open: row.open,
      breached: row.breached,
      returned: row.returns.value?.unit === 'share' ? row.returns.value.value : undefined,
      wait: row.wait.value,
    },
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
    return count > 0 && from !== to ? [{ id: `beside ${from} ${to}`, from, to, count }] : []
  })
}

/** The first team that somebody belongs to; where they belong to none, the person stands for itself. */
const teamOf = (person: string, people: ReadonlyMap<string, Person>): string => people.get(person)?.teams[0] ?? person

/** The graph of `ways`, of those that lead from or to `team` where one is named. */
export function graphOf(ways: readonly Way[], team?: string): Graph {
  const shown = team ? ways.filter((way) => way.from === team || way.to === team) : [...ways]
  const volumes = new Map<string, number>()
  for (const { from, to, count } of shown) {
    for (const place of [from, to]) volumes.set(place, (volumes.get(place) ?? 0) + count)
  }
  return { ways: shown, places: [...volumes].map(([id, volume]) => ({ id, volume })) }
}
