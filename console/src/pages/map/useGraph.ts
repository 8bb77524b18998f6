import { useQuery } from '@tanstack/react-query'
import { usePeople } from '@/api/people'
import { handoversQuery, matrixQuery } from '@/api/reports'
import type { Period } from '@/components/period/periods'
import { type Graph, governed, graphOf, ungoverned } from './graph'
import type { MapSearch } from './search'

interface Found {
  graph: Graph | undefined
  teams: string[]
  error: unknown
  retry: () => void
}

/** Who hands what to whom, from the matrix. */
export function useGraph(period: Period, { show, team }: MapSearch): Found {
  const people = usePeople()
  const { data: matrix, error, refetch } = useQuery(matrixQuery(period))
  const handovers = useQuery(handoversQuery)
  const retry = () => void refetch()
  if (!matrix) return { graph: undefined, teams: [], error, retry }
  const pairs = handovers.data?.pairs ?? []
  const ways = [
    ...(show === 'ungoverned' ? [] : governed(matrix.points)),
    ...(show === 'governed' ? [] : ungoverned(pairs, people)),
  ]
  const teams = graphOf(ways)
    .places.map((place) => place.id)
    .sort()
  return { graph: graphOf(ways, team), teams, error, retry }
}
