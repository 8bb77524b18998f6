import { useState } from 'react'
import { type ApiProblem, problemOf } from '@/api/problem'

interface Sending {
  busy: boolean
  problem: ApiProblem | undefined
  send: <Made>(act: () => Promise<Made>, done: (made: Made) => void) => Promise<void>
}

/** Sends a form: busy while it is under way, with the problem where there is one. */
export function useSending(): Sending {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ApiProblem>()
  const send = async <Made>(act: () => Promise<Made>, done: (made: Made) => void) => {
    setBusy(true)
    setProblem(undefined)
    try {
      done(await act())
    } catch (thrown) {
      setProblem(problemOf(thrown))
    } finally {
      setBusy(false)
    }
  }
  return { busy, problem, send }
}
