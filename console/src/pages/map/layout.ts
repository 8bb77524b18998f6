import ELK from 'elkjs/lib/elk.bundled.js'
import type { Graph } from './graph'

export const SIZE = { width: 180, height: 62 }

const elk = new ELK()

/** Where each place stands: layers from left to right, as handoffs go. */
export async function layout(graph: Graph): Promise<Map<string, { x: number; y: number }>> {
  const laid = await elk.layout({
    id: 'map',
    layoutOptions: {
      'elk.algorithm': 'layered',
      'elk.direction': 'RIGHT',
      'elk.layered.spacing.nodeNodeBetweenLayers': '190',
      'elk.spacing.nodeNode': '46',
    },
    children: graph.places.map((place) => ({ id: place.id, ...SIZE })),
    edges: graph.ways.map((way) => ({ id: way.id, sources: [way.from], targets: [way.to] })),
  })
  return new Map(laid.children?.map((child) => [child.id, { x: child.x ?? 0, y: child.y ?? 0 }]))
}
