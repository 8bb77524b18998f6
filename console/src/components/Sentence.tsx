import { Fragment } from 'react'
import { usePeople } from '@/api/people'
import { withInstants } from '@/time/instant'
import { named } from './named'
import { PersonName } from './PersonName'

/** What may be an id: an address or a word, without the full stop or colon that follows it. */
const WORDS = /([\w.+@-]*\w)/

/** How the policy writes its ids, where they are of several words: `first_touch`. */
const ID = /^[a-z][a-z0-9]*(_[a-z0-9]+)+$/

/** A sentence of the service as people read it: with their names, and ids as words. */
export function Sentence({ text }: { text: string }) {
  const people = usePeople()
  return withInstants(text)
    .split(WORDS)
    .map((word, place) => {
      const key = `${place} ${word}`
      if (people.has(word)) return <PersonName key={key} id={word} />
      return <Fragment key={key}>{ID.test(word) ? named(word) : word}</Fragment>
    })
}
