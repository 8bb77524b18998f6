import { useState } from 'react'
import { type ApiProblem, problemOf } from '@/api/problem'

interface Sending {
  busy: boolean
  problem: ApiProblem | undefined
  send: (act: () => Promise<unknown>, done: () => void) => Promise<void>
}

/** Sends a form: busy while it is under way, with the problem where there is one. */
export function useSending(): Sending {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ApiProblem>()
  const send = async (act: () => Promise<unknown>, done: () => void) => {
    setBusy(true)
    setProblem(undefined)
    try {
      await act()
      done()
    } catch (thrown) {
      setProblem(problemOf(thrown))
    } finally {
      setBusy(false)
    }
  }
  return { busy, problem, send }
}
