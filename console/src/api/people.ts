import { queryOptions, useQuery } from '@tanstack/react-query'
import { answerOf, api, onlyOnce, type Schemas } from './client'

export type Person = Schemas['PersonView']

export const peopleQuery = queryOptions({
  queryKey: ['people'],
  queryFn: ({ signal }) => answerOf(api.GET('/v1/people', { signal })),
})

type People = ReadonlyMap<string, Person>

/** Everybody whom the policy names, by id. */
export function usePeople(): People {
  const { data } = useQuery(peopleQuery)
  return data ? byId(data) : nobody
}

const nobody: People = new Map()
const found = new WeakMap<readonly Person[], People>()

/** The same map for each of the many that ask on a page. */
function byId(people: readonly Person[]): People {
  const known = found.get(people)
  if (known) return known
  const fresh = new Map(people.map((person) => [person.id, person]))
  found.set(people, fresh)
  return fresh
}

/** Says whether a person can take handoffs; with the mark of what was read, only where nobody said otherwise since. */
export const setAvailability = (id: string, body: Schemas['SetAvailability'], mark?: string | null) => {
  const header = { ...onlyOnce(), ...(mark && { 'if-match': mark }) }
  return answerOf(api.PUT('/v1/people/{id}/availability', { params: { path: { id }, header }, body }))
}

/** A person, and the mark of this state of theirs, so that nobody writes over what another said meanwhile. */
export const presenceQuery = (id: string) =>
  queryOptions({
    queryKey: ['people', 'one', id],
    queryFn: async ({ signal }) => {
      const asked = api.GET('/v1/people/{id}', { params: { path: { id } }, signal })
      const person = await answerOf(asked)
      return { person, mark: (await asked).response.headers.get('etag') }
    },
    staleTime: 0,
  })
