import { Skeleton, Stack, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { type Handoff, handoffsQuery } from '@/api/handoffs'
import { PageLink } from '@/components/links'
import { ProblemNotice } from '@/components/ProblemNotice'
import { HandoffLine } from './HandoffLine'
import css from './Queues.module.css'

interface Props {
  member: string
  queue: string
  now: Date
  onGive: (handoff: Handoff) => void
  onDrag: (handoff: Handoff | undefined) => void
}

const SHOWN = 15

/** What a member carries of a queue, what is due first in front. */
export function Carried({ member, queue, ...line }: Props) {
  const carried = useInfiniteQuery(handoffsQuery({ inbox: member, owner: member, queue, sort: 'due', limit: SHOWN }))
  if (carried.error) return <ProblemNotice thrown={carried.error} onRetry={() => void carried.refetch()} />
  const rows = carried.data?.pages[0]?.handoffs
  if (!rows) return <Skeleton height={120} aria-busy="true" />
  if (rows.length === 0)
    return (
      <Text size="sm" c="var(--quiet)" p={6}>
        Carries nothing of this queue.
      </Text>
    )
  return (
    <Stack gap={6} component="ul" m={0} p={0} py={4}>
      {rows.map((handoff) => (
        <HandoffLine key={handoff.id} handoff={handoff} {...line} />
      ))}
      <li className={css.plain}>
        <PageLink to="/handoffs" search={{ owner: member, queue, open: true }}>
          <Text size="xs" span>
            All of them, to filter and sort
          </Text>
        </PageLink>
      </li>
    </Stack>
  )
}
