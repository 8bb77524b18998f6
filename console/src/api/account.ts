import { queryOptions } from '@tanstack/react-query'
import { answerOf, api, type Schemas } from './client'

export type Account = Schemas['AccountView']
export type Token = Schemas['TokenView']
export type OpenSession = Schemas['OpenSessionView']

/** The session of who is signed in. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => answerOf(api.GET('/v1/session', { signal })),
})

/** Where one is signed in. */
export const sessionsQuery = queryOptions({
  queryKey: ['session', 'all'],
  queryFn: ({ signal }) => answerOf(api.GET('/v1/sessions', { signal })),
})

export const accountsQuery = queryOptions({
  queryKey: ['accounts'],
  queryFn: ({ signal }) => answerOf(api.GET('/v1/accounts', { signal })),
})

export const tokensQuery = queryOptions({
  queryKey: ['tokens'],
  queryFn: ({ signal }) => answerOf(api.GET('/v1/tokens', { signal })),
})

export const changePassword = (body: Schemas['ChangePassword']) => answerOf(api.PUT('/v1/account/password', { body }))
export const chooseZone = (zone: string | null) => answerOf(api.PUT('/v1/account/zone', { body: { zone } }))
export const endSession = (id: string) => answerOf(api.DELETE('/v1/sessions/{id}', { params: { path: { id } } }))
export const signOutEverywhere = () => answerOf(api.DELETE('/v1/sessions'))
export const beginTotp = (body: Schemas['BeginTotp']) => answerOf(api.POST('/v1/account/totp', { body }))
export const confirmTotp = (body: Schemas['ConfirmTotp']) => answerOf(api.POST('/v1/account/totp/confirm', { body }))
export const removeTotp = (body: Schemas['RemoveTotp']) => answerOf(api.POST('/v1/account/totp/remove', { body }))

export const addAccount = (body: Schemas['AddAccount']) => answerOf(api.POST('/v1/accounts', { body }))
export const changeAccount = (name: string, body: Schemas['ChangeAccount']) =>
  answerOf(api.PATCH('/v1/accounts/{name}', { params: { path: { name } }, body }))
export const makeLink = (name: string) => answerOf(api.POST('/v1/accounts/{name}/link', { params: { path: { name } } }))

export const makeToken = (body: Schemas['MakeToken']) => answerOf(api.POST('/v1/tokens', { body }))
export const revokeToken = (id: string) => answerOf(api.DELETE('/v1/tokens/{id}', { params: { path: { id } } }))
