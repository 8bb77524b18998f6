import { queryOptions } from '@tanstack/react-query'
import { answerOf, api, type Schemas } from './client'

export type Endpoint = Schemas['EndpointView']

export const endpointsQuery = queryOptions({
  queryKey: ['endpoints'],
  queryFn: ({ signal }) => answerOf(api.GET('/v1/endpoints', { signal })),
})

/** What did not reach an endpoint. */
export const undeliveredQuery = (name: string) =>
  queryOptions({
    queryKey: ['endpoints', 'undelivered', name],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/v1/endpoints/{name}/undelivered', { params: { path: { name } }, signal })),
  })

export const putEndpoint = (name: string, body: Schemas['PutEndpoint']) =>
  answerOf(api.PUT('/v1/endpoints/{name}', { params: { path: { name } }, body }))
/** Says whether an endpoint is told anything; its settings and secrets stay. */
export const switchEndpoint = (name: string, enabled: boolean) =>
  answerOf(api.PATCH('/v1/endpoints/{name}', { params: { path: { name } }, body: { enabled } }))
export const removeEndpoint = (name: string) =>
  answerOf(api.DELETE('/v1/endpoints/{name}', { params: { path: { name } } }))
export const redeliver = (name: string, body: Schemas['Redeliver']) =>
  answerOf(api.POST('/v1/endpoints/{name}/redeliver', { params: { path: { name } }, body }))
