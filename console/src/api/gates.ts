import { queryOptions } from '@tanstack/react-query'
import { answerOf, api, onlyOnce, type Schemas } from './client'

export type GateAnswer = Schemas['GateView']
export type Violation = Schemas['ViolationView']

/** Whether a record may enter a stage, and what is missing. */
export const gateQuery = (kind: string, record: string, into: string) =>
  queryOptions({
    queryKey: ['gates', kind, record, into],
    queryFn: ({ signal }) => answerOf(api.POST('/v1/gates/ask', { body: { kind, record, into }, signal })),
    staleTime: 60_000,
  })

/** Moves a record into a stage, through the gate. */
export const changeStage = (body: Schemas['MoveStage']) =>
  answerOf(api.POST('/v1/gates/change_stage', { params: { header: onlyOnce() }, body }))

/** Waives a gate: makes an exception. */
export const waive = (body: Schemas['WaiveGate']) =>
  answerOf(api.POST('/v1/waivers', { params: { header: onlyOnce() }, body }))

/** Bypasses that were found and are open. */
export const violationsQuery = queryOptions({
  queryKey: ['violations'],
  queryFn: ({ signal }) => answerOf(api.GET('/v1/violations', { signal })),
})

/** Waivers that were granted. */
export const waiversQuery = queryOptions({
  queryKey: ['waivers'],
  queryFn: ({ signal }) => answerOf(api.GET('/v1/waivers', { signal })),
})
