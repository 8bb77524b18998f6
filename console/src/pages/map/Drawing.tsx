import '@xyflow/react/dist/style.css'
import { useComputedColorScheme } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { Background, Controls, type Edge, MarkerType, type Node, ReactFlow } from '@xyflow/react'
import { useEffect, useMemo, useState } from 'react'
import { amount } from '@/components/amount'
import { named } from '@/components/named'
import { count, percent } from '@/time/units'
import type { Graph, Way } from './graph'
import { layout, SIZE } from './layout'
import css from './Map.module.css'

/** The map, drawn: to zoom and to move in; an edge opens the report of its handoff point. */
export function Drawing({ graph }: { graph: Graph }) {
  const scheme = useComputedColorScheme('light')
  const navigate = useNavigate()
  const [at, setAt] = useState<Map<string, { x: number; y: number }>>()
  useEffect(() => {
    let isCurrent = true
    void layout(graph).then((laid) => isCurrent && setAt(laid))
    return () => {
      isCurrent = false
    }
  }, [graph])
  const nodes = useMemo(
    () => (at ? graph.places.flatMap((place) => node(place.id, place.volume, at.get(place.id))) : []),
    [graph, at],
  )
  const edges = useMemo(() => graph.ways.map(edge), [graph])
  const open = (way: Way | undefined) =>
    way?.point && void navigate({ to: '/reports', search: { point: way.point.id } })
  return (
    <section className={css.map} aria-label="Map of handoffs; the same is in the list below">
      {at && (
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
      )}
    </section>
  )
}

function node(id: string, volume: number, at: { x: number; y: number } | undefined): Node[] {
  if (!at) return []
  const label = (
    <>
      <strong>{named(id)}</strong>
      <span>
        {count(volume)} {volume === 1 ? 'handover' : 'handovers'}
      </span>
    </>
  )
  return [
    {
      id,
      position: at,
      data: { label },
      className: css.place,
      width: SIZE.width,
      height: SIZE.height,
      sourcePosition: 'right' as Node['sourcePosition'],
      targetPosition: 'left' as Node['targetPosition'],
    },
  ]
}

function edge(way: Way): Edge {
  return {
    id: way.id,
    source: way.from,
    target: way.to,
    label: inWords(way),
    className: way.point ? css.governed : css.beside,
    markerEnd: { type: MarkerType.ArrowClosed },
    interactionWidth: 24,
    style: { strokeWidth: Math.min(6, 1 + Math.log10(1 + way.count)) },
  }
}

function inWords(way: Way): string {
  if (!way.point) return count(way.count)
  const returned = way.point.returned === undefined ? '' : ` · ${percent(way.point.returned)} back`
  const wait = way.point.wait ? ` · ${amount(way.point.wait, '')}` : ''
  return `${count(way.count)}${wait}${returned}`
}
