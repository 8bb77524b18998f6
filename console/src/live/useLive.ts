import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { base } from '@/base'
import { happenings } from './happenings'

/** Entries come in bursts, and one look after them is enough. */
const GATHER_MS = 400

/** Keeps what is on screen true: after each entry of the ledger, what it can have changed is asked again. */
export function useLive(): void {
  const client = useQueryClient()
  useEffect(() => {
    const stream = new EventSource(`${base}/v1/live`)
    const stale = new Set<string>()
    let gathering: ReturnType<typeof setTimeout> | undefined
    const look = () => {
      gathering = undefined
      for (const subject of stale) void client.invalidateQueries({ queryKey: [subject] })
      stale.clear()
    }
    for (const [happening, subjects] of Object.entries(happenings)) {
      stream.addEventListener(happening, () => {
        for (const subject of subjects) stale.add(subject)
        gathering ??= setTimeout(look, GATHER_MS)
      })
    }
    return () => {
      clearTimeout(gathering)
      stream.close()
    }
  }, [client])
}
