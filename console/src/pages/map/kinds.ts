import type { Graph } from './graph'

/** The kinds of a map of stages as journeys go on: from a lead to what it becomes; those that nothing leads to or from at the end. */
export function inOrder({ places, ways }: Graph): string[] {
  const kinds = [...new Set(places.flatMap(({ kind }) => kind ?? []))]
  const leads = ways.flatMap(({ from, to }) =>
    from.kind && to.kind && from.kind !== to.kind ? [[from.kind, to.kind] as const] : [],
  )
  const alone = kinds.filter((kind) => !leads.some((pair) => pair.includes(kind)))
  const left = kinds.filter((kind) => !alone.includes(kind))
  const ordered: string[] = []
  while (left.length > 0) {
    const isFirst = (kind: string) => !leads.some(([from, to]) => to === kind && left.includes(from))
    // Where kinds lead to one another in a circle, any may be first.
    const at = Math.max(0, left.findIndex(isFirst))
    ordered.push(...left.splice(at, 1))
  }
  return [...ordered, ...alone]
}
