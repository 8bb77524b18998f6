import { Skeleton, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { ProblemNotice } from './ProblemNotice'

interface Props<T> {
  /** A query, or several that were put together. */
  query: { data: T | undefined; error: unknown; refetch: () => unknown }
  /** How high what comes will be, so that nothing jumps; pixels. */
  height?: number
  /** The page has no margins: keep some while it is on its way. */
  flush?: boolean
  children: (data: T) => ReactNode
}

/** What a query brought: its place while it is on its way, the problem where there is one. */
export function Loaded<T>({ query, height = 320, flush, children }: Props<T>) {
  if (query.data !== undefined) return children(query.data)
  if (query.error) return <ProblemNotice thrown={query.error} onRetry={() => void query.refetch()} />
  const rows = Math.max(1, Math.floor(height / 44))
  return (
    <Stack gap={12} h={height} {...(flush && { px: 24, pt: 16 })} aria-busy="true" aria-label="Loading">
      {[...Array(rows).keys()].map((row) => (
        <Skeleton key={row} height={32} />
      ))}
    </Stack>
  )
}
