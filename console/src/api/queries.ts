import { QueryClient } from '@tanstack/react-query'
import { problemOf } from './problem'

/** What was asked before, for as long as it is fresh. The live stream says earlier when something is not. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      // A problem that the service names stays one; only silence is worth another try.
      retry: (tries, thrown) => problemOf(thrown).code === 'unanswered' && tries < 2,
    },
  },
})
