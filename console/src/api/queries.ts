import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { base } from '@/base'
import { problemOf } from './problem'

/** Shows the way in once the session of who was in has ended, and leads back here afterwards. */
function leaveIfOut(thrown: unknown) {
  const wasIn = queries.getQueryData(['me']) !== undefined
  if (!wasIn || problemOf(thrown).code !== 'not_signed_in') return
  const here = location.pathname.slice(base.length) + location.search
  location.assign(`${base}/enter?next=${encodeURIComponent(here)}`)
}

/** What was asked before, for as long as it is fresh. The live stream says earlier when something is not. */
export const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: leaveIfOut }),
  mutationCache: new MutationCache({ onError: leaveIfOut }),
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      // A problem that the service names stays one; only silence is worth another try.
      retry: (tries, thrown) => problemOf(thrown).code === 'unanswered' && tries < 2,
    },
  },
})
