import { useQueries, useQuery } from '@tanstack/react-query'
import { usePeople } from '@/api/people'
import { usePolicy } from '@/api/policy'
import { matrixQuery, pointQuery } from '@/api/reports'
import type { Period } from '@/components/period/periods'
import { type Graph, governed, graphOf, ungoverned } from './graph'
import type { MapSearch } from './search'

interface Found {
  graph: Graph | undefined
  teams: string[]
  error: unknown
  retry: () => void
}

/** Who hands what to whom, from the matrix and the reports of all points. */
export function useGraph(period: Period, { show, team }: MapSearch): Found {
  const { points } = usePolicy()
  const people = usePeople()
  const matrix = useQuery(matrixQuery(period))
  const reports = useQueries({ queries: points.map((point) => pointQuery(point.id, period)) })
  const error = matrix.error ?? reports.find((report) => report.error)?.error
  const retry = () => void Promise.all([matrix, ...reports].map((query) => query.refetch()))
  if (!matrix.data || reports.some((report) => !report.data)) return { graph: undefined, teams: [], error, retry }
  const ofPoints = reports.flatMap((report) => report.data?.handovers.pairs ?? [])
  const ways = [
    ...(show === 'ungoverned' ? [] : governed(matrix.data.points)),
    ...(show === 'governed' ? [] : ungoverned(matrix.data.handovers.pairs, ofPoints, people)),
  ]
  const teams = graphOf(ways)
    .places.map((place) => place.id)
    .sort()
  return { graph: graphOf(ways, team), teams, error, retry }
}
