import { Skeleton, Stack, Text } from '@mantine/core'
import { useTimeout } from '@mantine/hooks'
import { type ReactNode, useState } from 'react'
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
  const rows = Math.max(1, Math.floor(height / 44) - 1)
  return (
    <Stack gap={12} h={height} {...(flush && { px: 24, pt: 16 })} aria-busy="true" aria-label="Loading">
      {[...Array(rows).keys()].map((row) => (
        <Skeleton key={row} height={32} />
      ))}
      <Patience />
    </Stack>
  )
}

/** When it is time to say why it takes long: milliseconds. */
const LONG_MS = 3_000

/** Says why it takes long, once it does: in a place that was kept for it. */
function Patience() {
  const [isLong, setIsLong] = useState(false)
  useTimeout(() => setIsLong(true), LONG_MS, { autoInvoke: true })
  return (
    <Text size="sm" c="var(--quiet)" h={20} role="status">
      {isLong && 'Still adding up: a long history takes a while the first time.'}
    </Text>
  )
}
