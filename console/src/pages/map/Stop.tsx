import { Handle, type Node, type NodeProps, Position } from '@xyflow/react'
import { count } from '@/time/units'
import type { Place } from './graph'

export type StopNode = Node<{ place: Place }, 'stop'>

/** Where an edge begins and ends: from side to side, or from top to bottom. */
export type Side = 'across' | 'down'

/** A team or a stage on the map, with what came and went. */
export function Stop({ data: { place } }: NodeProps<StopNode>) {
  const { title, kind, volume } = place
  return (
    <>
      <Handle id="across" type="target" position={Position.Left} />
      <Handle id="down" type="target" position={Position.Top} />
      <strong>{title}</strong>
      <span>{kind ? `${kind} · ${count(volume)}` : `${count(volume)} ${volume === 1 ? 'handover' : 'handovers'}`}</span>
      <Handle id="across" type="source" position={Position.Right} />
      <Handle id="down" type="source" position={Position.Bottom} />
    </>
  )
}
