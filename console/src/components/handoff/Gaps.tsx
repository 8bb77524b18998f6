import { List, Text } from '@mantine/core'
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react'
import type { Schemas } from '@/api/client'
import { named } from '../named'

/** What a handoff still lacks, as the policy tells the sender. */
export function Gaps({ gaps }: { gaps: readonly Schemas['GapView'][] }) {
  if (gaps.length === 0) {
    return (
      <Text size="sm" c="var(--quiet)">
        <IconCircleCheck size={15} aria-hidden style={{ verticalAlign: -3 }} /> Nothing is missing.
      </Text>
    )
  }
  return (
    <List size="sm" spacing={4} icon={<IconCircleX size={16} color="var(--mantine-color-red-6)" aria-hidden />}>
      {gaps.map((gap) => (
        <List.Item key={gap.name}>{gap.says || named(gap.name)}</List.Item>
      ))}
    </List>
  )
}
