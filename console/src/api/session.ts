import { queryOptions } from '@tanstack/react-query'
import { answerOf, api, type Schemas } from './client'

/** How people come in here: whether there is an account yet, and a provider of identities. */
export const waysQuery = queryOptions({
  queryKey: ['ways'],
  queryFn: ({ signal }) => answerOf(api.GET('/v1/session/ways', { signal })),
})

/** Signs in with name and password, and a code where the account has a second factor. */
export const signIn = (body: Schemas['SignInBody']) => answerOf(api.POST('/v1/session', { body }))

/** Asks whether the link in the log is good, which it stays. */
export const checkSetUp = (secret: string) => answerOf(api.POST('/v1/setup/check', { body: { secret } }))

/** Makes the first account, with the secret of the link in the log. */
export const setUp = (body: Schemas['SetUp']) => answerOf(api.POST('/v1/setup', { body }))

/** Asks whether an invitation is good, which it stays. */
export const checkInvitation = (secret: string) => answerOf(api.POST('/v1/invitation/check', { body: { secret } }))

/** Chooses a password, with the secret of an invitation: who is signed in by that, if anybody. */
export const choosePassword = (body: Schemas['ChoosePassword']) => answerOf(api.POST('/v1/invitation', { body }))
