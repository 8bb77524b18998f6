import { Graph as Layered, layout as lay } from '@dagrejs/dagre'
import type { Graph, Place, Way } from './graph'
import { inOrder } from './kinds'

/** A point, or a size; pixels. */
export interface At {
  x: number
  y: number
}

/** How places stand: teams from left to right, stages from top to bottom, with room for the words on the edges between them. */
const LOOKS = {
  teams: { size: { x: 180, y: 62 }, flow: { rankdir: 'LR', ranksep: 190, nodesep: 46 } },
  stages: { size: { x: 158, y: 50 }, flow: { rankdir: 'TB', ranksep: 58, nodesep: 34 } },
} as const

/** Between the stages of one kind and those of the next. */
const BESIDE = 110

export type Of = keyof typeof LOOKS

export const sizeOf = (of: Of): At => LOOKS[of].size

/** Where the upper left corner of each place is; the stages of each kind stand in a column of their own. */
export function layout(graph: Graph, of: Of): Map<string, At> {
  const found = new Map<string, At>()
  let left = 0
  for (const kind of of === 'stages' ? inOrder(graph) : [undefined]) {
    const places = graph.places.filter((place) => kind === undefined || place.kind === kind)
    const ways = graph.ways.filter((way) => kind === undefined || (way.from.kind === kind && way.to.kind === kind))
    const laid = layered(places, ways, of)
    for (const [id, { x, y }] of laid) found.set(id, { x: left + x, y })
    left += Math.max(0, ...[...laid.values()].map(({ x }) => x)) + sizeOf(of).x + BESIDE
  }
  return found
}

function layered(places: readonly Place[], ways: readonly Way[], of: Of): Map<string, At> {
  const { size, flow } = LOOKS[of]
  const graph = new Layered({ multigraph: true })
  graph.setGraph({ ...flow })
  graph.setDefaultEdgeLabel(() => ({}))
  for (const { id } of places) graph.setNode(id, { width: size.x, height: size.y })
  for (const { id, from, to, count } of ways) graph.setEdge(from.id, to.id, { weight: heavy(count) }, id)
  lay(graph)
  const corner = (id: string): At => {
    const { x = 0, y = 0 } = graph.node(id) ?? {}
    return { x: x - size.x / 2, y: y - size.y / 2 }
  }
  return new Map(places.map(({ id }) => [id, corner(id)]))
}

/** What is ten times as much pulls twice as hard at both ends. */
const heavy = (count: number): number => 1 + Math.round(2 * Math.log10(count))
