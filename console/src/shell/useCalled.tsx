import { useDebouncedValue } from '@mantine/hooks'
import type { SpotlightActionData } from '@mantine/spotlight'
import { IconFileDescription } from '@tabler/icons-react'
import { useQueries } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { usePolicy } from '@/api/policy'
import { calledQuery } from '@/api/records'

/** Fewer letters than this fit too much. */
const LEAST = 2

/** Records whose name or id has the words that were written, and whether more are being looked for. */
export function useCalled(query: string): { found: SpotlightActionData[]; isLooking: boolean } {
  const { kinds } = usePolicy()
  const navigate = useNavigate()
  const words = query.trim()
  const [asked] = useDebouncedValue(words, 200)
  const answers = useQueries({
    queries: kinds.map((kind) => ({
      ...calledQuery(kind.name, asked),
      enabled: asked.length >= LEAST,
    })),
  })
  const records = words.length < LEAST ? [] : answers.flatMap((answer) => answer.data ?? [])
  return {
    found: records.map((record) => ({
      id: `record ${record.kind} ${record.id}`,
      group: 'Records',
      label: record.title ?? record.id,
      description: `${record.kind} ${record.id}${record.stage ? `, ${record.stage}` : ''}`,
      // The service has looked at the words already, and by its own rule.
      keywords: asked,
      leftSection: <IconFileDescription size={18} stroke={1.6} aria-hidden />,
      onClick: () => navigate({ to: '/records/$kind/$id', params: { kind: record.kind, id: record.id } }),
    })),
    isLooking: words.length >= LEAST && (asked !== words || answers.some((answer) => answer.isFetching)),
  }
}
