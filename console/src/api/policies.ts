import { queryOptions } from '@tanstack/react-query'
import { answerOf, api, type Schemas } from './client'

/** A policy's files, by path. */
export type Files = Record<string, string>
export type Diagnostic = Schemas['DiagnosticView']
export type Proposal = Schemas['ProposalView']

/** Every revision that was published, without its text. */
export const revisionsQuery = queryOptions({
  queryKey: ['policies'],
  queryFn: ({ signal }) => answerOf(api.GET('/v1/policies', { signal })),
})

/** A revision with its text, which never changes. */
export const revisionQuery = (revision: number) =>
  queryOptions({
    queryKey: ['policies', 'text', revision],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/v1/policies/{revision}', { params: { path: { revision: String(revision) } }, signal })),
    staleTime: Number.POSITIVE_INFINITY,
  })

export const schemaQuery = queryOptions({
  queryKey: ['schema'],
  queryFn: ({ signal }) => answerOf(api.GET('/v1/policies/schema', { signal })),
  staleTime: Number.POSITIVE_INFINITY,
})

/** Every problem of a draft. */
export const checkQuery = (files: Files) =>
  queryOptions({
    queryKey: ['check', files],
    queryFn: ({ signal }) => answerOf(api.POST('/v1/policies/check', { body: { files }, signal })),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  })

/** What publishing a draft would change, and do to the handoffs that are open. */
export const previewQuery = (files: Files, open: string) =>
  queryOptions({
    queryKey: ['policies', 'preview', files, open],
    queryFn: ({ signal }) => answerOf(api.POST('/v1/policies/preview', { body: { files, open }, signal })),
    gcTime: 60_000,
  })

/** What became of a publication: in force, or waiting for somebody else. */
export type Outcome = { published: Schemas['Published'] } | { proposal: Proposal }

/** Publishes a draft that was made from `revision`; where the policy asks for it, that makes a proposal. */
export async function publish(files: Files, open: string, revision: number): Promise<Outcome> {
  const asked = api.POST('/v1/policies/publish', {
    params: { header: { 'if-match': `"${revision}"` } },
    body: { files, open },
  })
  const answer = await answerOf<unknown>(asked)
  const { response } = await asked
  return response.status === 202 ? { proposal: answer as Proposal } : { published: answer as Schemas['Published'] }
}

/** What was proposed, the newest first. */
export const proposalsQuery = queryOptions({
  queryKey: ['policies', 'proposals'],
  queryFn: ({ signal }) => answerOf(api.GET('/v1/policies/proposals', { signal })),
})

export const proposalQuery = (id: number) =>
  queryOptions({
    queryKey: ['policies', 'proposals', id],
    queryFn: ({ signal }) => answerOf(api.GET('/v1/policies/proposals/{id}', { params: { path: { id } }, signal })),
  })

export const approve = (id: number) =>
  answerOf(api.POST('/v1/policies/proposals/{id}/approve', { params: { path: { id } } }))
export const decline = (id: number, reason: string) =>
  answerOf(api.POST('/v1/policies/proposals/{id}/decline', { params: { path: { id } }, body: { reason } }))
export const withdraw = (id: number) =>
  answerOf(api.POST('/v1/policies/proposals/{id}/withdraw', { params: { path: { id } } }))
