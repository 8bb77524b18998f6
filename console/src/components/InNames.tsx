import { Fragment } from 'react'
import { usePeople } from '@/api/people'
import { PersonName } from './PersonName'

/** What may be an id: an address or a word, without the full stop or colon that follows it. */
const WORDS = /([\w.+@-]*\w)/

/** A sentence of the service, in which people stand by their names. */
export function InNames({ text }: { text: string }) {
  const people = usePeople()
  return text.split(WORDS).map((word, place) => {
    const key = `${place} ${word}`
    return people.has(word) ? <PersonName key={key} id={word} /> : <Fragment key={key}>{word}</Fragment>
  })
}
