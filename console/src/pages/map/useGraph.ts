import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { usePeople } from '@/api/people'
import { handoversQuery, matrixQuery, movesQuery } from '@/api/reports'
import type { Period } from '@/components/period/periods'
import { type Graph, graphOf, type Shown, type Way } from './graph'
import type { MapSearch } from './search'
import { moved } from './stages'
import { governed, ungoverned } from './teams'

interface Found {
  graph: Graph | undefined
  /** What no point governs is still being found. */
  isPartial: boolean
  /** It is that of the period that was shown before. */
  isWaiting: boolean
  /** The teams, or the kinds of records, that may be chosen. */
  choices: string[]
  error: unknown
  retry: () => void
}

/** The map of a period: of teams, or of stages. */
export function useGraph(period: Period, search: MapSearch): Found {
  const isStages = search.of === 'stages'
  const teams = useTeams(period, !isStages)
  const stages = useStages(period, isStages)
  const { ways, isPartial, isWaiting, error, retry } = isStages ? stages : teams
  const { show, team, kind } = search
  // Laid out anew where it is another graph, so it is one for as long as nothing of it changes.
  const graph = useMemo(() => {
    const shown: Shown = isStages ? { show, kind } : { show, team }
    return ways && graphOf(ways, shown)
  }, [ways, show, team, kind, isStages])
  const choices = new Set(ways?.flatMap(({ from, to }) => (isStages ? [from.kind, to.kind] : [from.id, to.id])))
  return {
    graph,
    isPartial,
    isWaiting,
    choices: [...choices].filter((choice) => choice !== undefined).sort(),
    error,
    retry,
  }
}

interface Ways {
  ways: Way[] | undefined
  isPartial: boolean
  isWaiting: boolean
  error: unknown
  retry: () => void
}

/** All that went from team to team: what points govern is drawn at once, as what they do not takes long to find among many records. */
function useTeams(period: Period, enabled: boolean): Ways {
  const people = usePeople()
  const matrix = useQuery({ ...matrixQuery(period), enabled })
  const handovers = useQuery({ ...handoversQuery(period), enabled })
  const pairs = handovers.data?.pairs
  const ways = useMemo(
    () => matrix.data && [...governed(matrix.data.points), ...ungoverned(pairs ?? [], people)],
    [matrix.data, pairs, people],
  )
  const { refetch } = matrix.error ? matrix : handovers
  return {
    ways,
    isPartial: handovers.isPending,
    isWaiting: matrix.isPlaceholderData,
    error: matrix.error ?? handovers.error,
    retry: () => void refetch(),
  }
}

function useStages(period: Period, enabled: boolean): Ways {
  const { data, error, refetch, isPlaceholderData } = useQuery({ ...movesQuery(period), enabled })
  const ways = useMemo(() => data && moved(data.moves), [data])
  return { ways, isPartial: false, isWaiting: isPlaceholderData, error, retry: () => void refetch() }
}
