import { useRef, useState } from 'react'
import { answerOf, api, type Schemas } from '@/api/client'

/** How far the chain was walked. */
export interface Walked {
  through: number
  head: number
  broken?: { sequence: number; why: string }
  isDone: boolean
  thrown?: unknown
}

interface Verification {
  walked: Walked
  start: () => Promise<void>
  stop: () => void
}

const BEGIN: Walked = { through: 0, head: 0, isDone: false }
/** Entries of one stretch: long enough to be quick, short enough to show progress. */
const STRETCH = 20_000

/** Has the chain verified, a stretch at a time, up to its end or its first fault. */
export function useVerification(): Verification {
  const [walked, setWalked] = useState(BEGIN)
  const run = useRef(0)
  const start = async () => {
    const mine = ++run.current
    setWalked(BEGIN)
    let after: number | undefined = 0
    while (after !== undefined && mine === run.current) {
      try {
        const stretch: Schemas['CheckedStretch'] = await answerOf(
          api.GET('/v1/ledger/check', { params: { query: { after, limit: STRETCH } } }),
        )
        after = stretch.broken ? undefined : (stretch.next ?? undefined)
        if (mine === run.current)
          setWalked({
            through: stretch.through,
            head: stretch.head,
            broken: stretch.broken ?? undefined,
            isDone: after === undefined,
          })
      } catch (thrown) {
        setWalked((before) => ({ ...before, isDone: true, thrown }))
        return
      }
    }
  }
  return { walked, start, stop: () => void run.current++ }
}
