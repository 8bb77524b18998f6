import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { problemOf } from '@/api/problem'

interface Doing<Given, Made> {
  busy: boolean
  /** Does it; gives what came of it, or nothing where it did not work, which is said. */
  run: (given: Given) => Promise<Made | undefined>
}

interface What {
  /** What is said when it is done. */
  done?: string
  /** What is said when it is not: `The token was not made`. */
  failed: string
  /** The subjects that are asked again afterwards. */
  changes: readonly string[]
}

/** Does something, says what came of it, and has what it changed asked again. */
export function useDoing<Given, Made>(act: (given: Given) => Promise<Made>, what: What): Doing<Given, Made> {
  const client = useQueryClient()
  const doing = useMutation({ mutationFn: act })
  const run = async (given: Given) => {
    try {
      const made = await doing.mutateAsync(given)
      if (what.done) notifications.show({ color: 'teal', message: what.done })
      for (const subject of what.changes) void client.invalidateQueries({ queryKey: [subject] })
      return made
    } catch (thrown) {
      notifications.show({ color: 'red', title: what.failed, message: problemOf(thrown).message, autoClose: 12_000 })
      return undefined
    }
  }
  return { busy: doing.isPending, run }
}
