import createClient from 'openapi-fetch'
import { base } from '@/base'
import { ApiProblem, type Problem } from './problem'
import type { components, paths } from './schema'

/** The JSON forms of the API, by the names of its description. */
export type Schemas = components['schemas']

/** The public API, typed by its description; the console uses nothing else. */
export const api = createClient<paths>({
  baseUrl: base,
  // Says that a page of ours asks: the server refuses writes of a session without it.
  headers: { 'tollgate-csrf': '1' },
})

interface Answer<T> {
  data?: T
  error?: unknown
  response: Response
}

/** What the API answered; a problem of its own, and a service that does not answer, are thrown as `ApiProblem`. */
export async function answerOf<T>(asked: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await asked.catch((cause: unknown) => {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    throw ApiProblem.unanswered()
  })
  if (!response.ok) throw ApiProblem.of(response, error as Problem | undefined)
  return data as T
}

/** A fresh key, so that an order that is sent twice is carried out once. */
export function onlyOnce(): { 'idempotency-key': string } {
  const random = crypto.getRandomValues(new Uint8Array(16))
  return { 'idempotency-key': Array.from(random, (byte) => byte.toString(16).padStart(2, '0')).join('') }
}
