import '@xyflow/react/dist/style.css'
import { useComputedColorScheme } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { Background, Controls, type Edge, MarkerType, ReactFlow } from '@xyflow/react'
import { useMemo } from 'react'
import { rough } from '@/time/span'
import { count, percent } from '@/time/units'
import type { Graph, Place, Way } from './graph'
import { layout, type Of, sizeOf } from './layout'
import css from './Map.module.css'
import { type Side, Stop, type StopNode } from './Stop'

const types = { stop: Stop }

/** The map, drawn: to zoom and to move in; an edge opens the report of its handoff point. */
export function Drawing({ graph, of }: { graph: Graph; of: Of }) {
  const scheme = useComputedColorScheme('light')
  const navigate = useNavigate()
  const nodes = useMemo(() => {
    const at = layout(graph, of)
    return graph.places.map((place) => node(place, of, at.get(place.id)))
  }, [graph, of])
  const edges = useMemo(() => graph.ways.map((way) => edge(way, of)), [graph, of])
  const open = (way: Way | undefined) => way?.point && void navigate({ to: '/reports', search: { point: way.point } })
  return (
    <section className={css.map} data-of={of} aria-label="Map of handoffs; the same is in the list below">
      <ReactFlow
        nodes={nodes}
        nodeTypes={types}
        edges={edges}
        colorMode={scheme}
        fitView
        fitViewOptions={{ padding: { x: '56px', y: '24px' } }}
        minZoom={0.2}
        nodesConnectable={false}
        nodesDraggable={false}
        proOptions={{ hideAttribution: false }}
        onEdgeClick={(_, clicked) => open(graph.ways.find((way) => way.id === clicked.id))}
      >
        <Background />
        <Controls showInteractive={false} position="top-right" />
      </ReactFlow>
    </section>
  )
}

function node(place: Place, of: Of, at = { x: 0, y: 0 }): StopNode {
  const { x: width, y: height } = sizeOf(of)
  return { id: place.id, type: 'stop', position: at, data: { place }, className: css.place, width, height }
}

function edge(way: Way, of: Of): Edge {
  const side: Side = of === 'teams' || way.from.kind !== way.to.kind ? 'across' : 'down'
  return {
    id: way.id,
    source: way.from.id,
    target: way.to.id,
    sourceHandle: side,
    targetHandle: side,
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
