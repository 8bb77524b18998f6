import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Period } from '@/components/period/periods'
import { answerOf, api, type Schemas } from './client'
import { problemOf } from './problem'

export type MatrixRow = Schemas['MatrixRow']
export type PointReport = Schemas['PointReport']

/** A report over a long history takes longer than an answer may; it is found all the same, and kept for whoever asks again. */
const patient = {
  retry: (tries: number, thrown: unknown) => problemOf(thrown).code === 'too_slow' && tries < 20,
  retryDelay: 0,
}

/** How many weeks a trend shows; the service finds as many ahead of time. */
const WEEKS = 13

/** An answer as of longer ago than this was kept, and is being found anew meanwhile; milliseconds. */
const OLD_MS = 120_000
/** How often to look whether a new one is there; milliseconds. */
const LOOK_MS = 4_000
/** How many times, for a clock that differs from the service's. */
const LOOKS = 30

/** A report, which says as of when it is. */
interface Dated {
  period: { as_of: string }
}

/** True where a newer report is on its way. */
export const isOld = (report: Dated | undefined, now = Date.now()): boolean =>
  report !== undefined && now - Date.parse(report.period.as_of) > OLD_MS

interface Asked {
  state: { data: Dated | undefined; dataUpdateCount: number }
}

/** Asks for an old report again until a new one is there. */
const untilNew = ({ state }: Asked): number | false => isOld(state.data) && state.dataUpdateCount < LOOKS && LOOK_MS

/** The oversight matrix of a period, with the weeks before its end. */
export const matrixQuery = (period: Period) =>
  queryOptions({
    queryKey: ['reports', 'matrix', period],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/v1/reports/matrix', { params: { query: { ...period, week: 0, trend: WEEKS } }, signal }),
      ) as Promise<Schemas['Matrix']>,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    refetchInterval: untilNew,
    ...patient,
  })

/** Who handed over to whom in a period. */
export const handoversQuery = (period: Period) =>
  queryOptions({
    queryKey: ['reports', 'handovers', period],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/v1/reports/handovers', { params: { query: { ...period, week: 0 } }, signal })),
    staleTime: 60_000,
    ...patient,
  })

/** How records moved from stage to stage in a period. */
export const movesQuery = (period: Period) =>
  queryOptions({
    queryKey: ['reports', 'moves', period],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/v1/reports/moves', { params: { query: { ...period, week: 0 } }, signal })),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    refetchInterval: untilNew,
    ...patient,
  })

/** One handoff point in full. */
export const pointQuery = (point: string, period: Period | undefined) =>
  queryOptions({
    queryKey: ['reports', 'point', point, period],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/v1/reports/points/{point}', { params: { path: { point }, query: { ...period, week: 0 } }, signal }),
      ) as Promise<PointReport>,
    enabled: period !== undefined,
    placeholderData: (last, query) => (query?.queryKey[2] === point ? last : undefined),
    staleTime: 60_000,
    refetchInterval: untilNew,
    ...patient,
  })

/** What a failure mode found, or all that a point watches. */
export const failuresQuery = (point: string, mode: string | undefined, period: Period) =>
  queryOptions({
    queryKey: ['reports', 'failures', point, mode, period],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/v1/failures', { params: { query: { ...period, point, mode, limit: 200, week: 0 } }, signal })),
    ...patient,
  })
