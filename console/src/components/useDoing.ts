import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ApiProblem, problemOf } from '@/api/problem'

/** What came of it: it is done, be there nothing that was made; or why it is not. */
export type Outcome<Made> = { done: true; made: Made } | { done: false; problem: ApiProblem }

interface Doing<Given, Made> {
  busy: boolean
  /** Why it is not done; nothing while it is tried again. */
  problem: ApiProblem | undefined
  /** Does it. */
  run: (given: Given) => Promise<Outcome<Made>>
}

interface What {
  /** What is said when it is done. */
  done?: string
  /** What is said when it is not: `The token was not made`. Left out by a form that shows `problem` in its place. */
  failed?: string
  /** The subjects that are asked again afterwards. */
  changes: readonly string[]
}

/** Does something, says what came of it, and has what it changed asked again. */
export function useDoing<Given, Made>(act: (given: Given) => Promise<Made>, what: What): Doing<Given, Made> {
  const client = useQueryClient()
  const doing = useMutation({ mutationFn: act })
  const run = async (given: Given): Promise<Outcome<Made>> => {
    try {
      const made = await doing.mutateAsync(given)
      if (what.done) notifications.show({ color: 'teal', message: what.done })
      for (const subject of what.changes) void client.invalidateQueries({ queryKey: [subject] })
      return { done: true, made }
    } catch (thrown) {
      const problem = problemOf(thrown)
      if (what.failed) failed(what.failed, problem)
      return { done: false, problem }
    }
  }
  return { busy: doing.isPending, problem: doing.error ? problemOf(doing.error) : undefined, run }
}

const failed = (title: string, problem: ApiProblem) =>
  notifications.show({ color: 'red', title, message: problem.message, autoClose: 12_000 })
