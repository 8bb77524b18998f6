import '@xyflow/react/dist/style.css'
import { useComputedColorScheme } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { Background, Controls, type Edge, MarkerType, type Node, Position, ReactFlow } from '@xyflow/react'
import { useMemo } from 'react'
import { rough } from '@/time/span'
import { count, percent } from '@/time/units'
import type { Graph, Place, Way } from './graph'
import { layout, SIZE } from './layout'
import css from './Map.module.css'

/** The map, drawn: to zoom and to move in; an edge opens the report of its handoff point. */
export function Drawing({ graph }: { graph: Graph }) {
  const scheme = useComputedColorScheme('light')
  const navigate = useNavigate()
  const nodes = useMemo(() => {
    const at = layout(graph)
    return graph.places.map((place) => node(place, at.get(place.id)))
  }, [graph])
  const edges = useMemo(() => graph.ways.map(edge), [graph])
  const open = (way: Way | undefined) => way?.point && void navigate({ to: '/reports', search: { point: way.point } })
  return (
    <section className={css.map} aria-label="Map of handoffs; the same is in the list below">
      <ReactFlow
        nodes={nodes}
        edges={edges}
        colorMode={scheme}
        fitView
        fitViewOptions={{ padding: 0.04 }}
        minZoom={0.2}
        nodesConnectable={false}
        nodesDraggable={false}
        proOptions={{ hideAttribution: false }}
        onEdgeClick={(_, clicked) => open(graph.ways.find((way) => way.id === clicked.id))}
      >
        <Background />
        <Controls showInteractive={false} />
      </ReactFlow>
    </section>
  )
}

function node({ id, title, kind, volume }: Place, at = { x: 0, y: 0 }): Node {
  const label = (
    <>
      <strong>{title}</strong>
      <span>{kind ? `${kind} · ${count(volume)}` : `${count(volume)} ${volume === 1 ? 'handover' : 'handovers'}`}</span>
    </>
  )
  return {
    id,
    position: at,
    data: { label },
    className: css.place,
    ...SIZE,
    sourcePosition: Position.Right,
    targetPosition: Position.Left,
  }
}

function edge(way: Way): Edge {
  return {
    id: way.id,
    source: way.from.id,
    target: way.to.id,
    label: inWords(way),
    className: way.by.length > 0 ? css.governed : css.beside,
    markerEnd: { type: MarkerType.ArrowClosed },
    interactionWidth: 24,
    style: { strokeWidth: Math.min(6, 1 + Math.log10(1 + way.count)) },
  }
}

/** Its volume, wait and returns. */
function inWords(way: Way): string {
  const returned = way.returned ? ` · ${percent(way.returned)} back` : ''
  const wait = way.wait === undefined ? '' : ` · ${rough(way.wait / 1_000)}`
  return `${count(way.count)}${wait}${returned}`
}
