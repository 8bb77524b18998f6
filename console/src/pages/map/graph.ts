/** What is left and come to: a team, or a stage. */
export interface Place {
  id: string
  /** Its name on screen. */
  title: string
  /** What it is a stage of. */
  kind?: string
  /** What came and went. */
  volume: number
}

/** From one place to another. */
export interface Way {
  id: string
  from: Omit<Place, 'volume'>
  to: Omit<Place, 'volume'>
  count: number
  /** What governs it, by name; nothing does where none is. */
  by: string[]
  /** The handoff point whose report is behind it. */
  point?: string
  /** How long half of it waited; microseconds. */
  wait?: number
  /** The share that came back. */
  returned?: number
  open?: number
  breached?: number
}

export interface Graph {
  places: Place[]
  ways: Way[]
}

/** What of `ways` is shown, by whether something governs it, and by the place or the kind that it touches. */
export interface Shown {
  show?: 'all' | 'governed' | 'ungoverned'
  team?: string
  kind?: string
}

/** The graph of what is shown of `ways`. */
export function graphOf(ways: readonly Way[], shown: Shown = {}): Graph {
  const fitting = ways.filter((way) => fits(way, shown))
  const places = new Map<string, Place>()
  for (const { from, to, count } of fitting) {
    for (const place of [from, to]) {
      const known = places.get(place.id) ?? { ...place, volume: 0 }
      places.set(place.id, { ...known, volume: known.volume + count })
    }
  }
  return { ways: fitting, places: [...places.values()] }
}

function fits(way: Way, { show = 'all', team, kind }: Shown): boolean {
  const isGoverned = way.by.length > 0
  return (
    (show === 'all' || isGoverned === (show === 'governed')) &&
    (!team || way.from.id === team || way.to.id === team) &&
    (!kind || way.from.kind === kind || way.to.kind === kind)
  )
}
