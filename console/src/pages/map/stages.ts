import type { Schemas } from '@/api/client'
import { named, titled } from '@/components/named'
import type { Way } from './graph'

type Move = Schemas['MoveView']

/** The ways that records moved from stage to stage: governed where handoffs opened by them, or a gate asks who enters. */
export const moved = (moves: readonly Move[]): Way[] => moves.map(way)

function way(move: Move): Way {
  const from = move.from ? stage(move.from) : beginning(move.to.kind)
  const to = stage(move.to)
  return {
    id: `move ${from.id} ${to.id}`,
    from,
    to,
    count: move.count,
    by: [...move.points.map((point) => point.title), ...move.gates.map((gate) => `gate ${named(gate)}`)],
    point: move.points[0]?.point,
    wait: move.stood ?? undefined,
    returned: move.returned,
  }
}

const stage = ({ kind, stage: name }: Schemas['PlaceView']) => ({ id: `${kind}/${name}`, title: titled(name), kind })

/** Where a record comes from with which a journey begins. */
const beginning = (kind: string) => ({ id: `${kind}/`, title: `New ${named(kind)}`, kind })
