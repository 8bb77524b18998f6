import { queryOptions, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { answerOf, api, onlyOnce, type Schemas } from './client'

export type Person = Schemas['PersonView']

export const peopleQuery = queryOptions({
  queryKey: ['people'],
  queryFn: ({ signal }) => answerOf(api.GET('/v1/people', { signal })),
})

/** Everybody whom the policy names, by id. */
export function usePeople(): ReadonlyMap<string, Person> {
  const { data } = useQuery(peopleQuery)
  return useMemo(() => new Map(data?.map((person) => [person.id, person])), [data])
}

/** Says whether a person can take handoffs. */
export const setAvailability = (id: string, body: Schemas['SetAvailability']) =>
  answerOf(api.PUT('/v1/people/{id}/availability', { params: { path: { id }, header: onlyOnce() }, body }))
