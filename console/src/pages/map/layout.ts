import { Graph as Layered, layout as lay } from '@dagrejs/dagre'
import type { Graph } from './graph'

export const SIZE = { width: 180, height: 62 }

/** Room for the words on an edge between two layers, and between two places of one; pixels. */
const SPACING = { ranksep: 190, nodesep: 46 }

/** Where the upper left corner of each place is: layers from left to right, as handoffs go. */
export function layout({ places, ways }: Graph): Map<string, { x: number; y: number }> {
  const layered = new Layered({ multigraph: true })
  layered.setGraph({ rankdir: 'LR', ...SPACING })
  layered.setDefaultEdgeLabel(() => ({}))
  for (const { id } of places) layered.setNode(id, { ...SIZE })
  // What goes back, or is rare, does not decide what stands behind what.
  for (const { id, from, to, count } of ways) layered.setEdge(from.id, to.id, { weight: heavy(count) }, id)
  lay(layered)
  return new Map(
    places.map(({ id }) => {
      const { x = 0, y = 0 } = layered.node(id) ?? {}
      return [id, { x: x - SIZE.width / 2, y: y - SIZE.height / 2 }]
    }),
  )
}

/** What is ten times as much pulls as much again. */
const heavy = (count: number): number => 1 + Math.round(2 * Math.log10(count))
