import { Badge, Group, Stack, Text } from '@mantine/core'
import type { Schemas } from '@/api/client'

const color: Readonly<Record<string, string>> = { added: 'teal', removed: 'red', changed: 'yellow' }

/** What is different between two policies, by meaning. */
export function Changes({ changes }: { changes: readonly Schemas['ChangeView'][] }) {
  if (changes.length === 0)
    return (
      <Text size="sm" c="var(--quiet)">
        Nothing is different in meaning.
      </Text>
    )
  return (
    <Stack gap={8}>
      {changes.map((change) => (
        <Group
          key={`${change.document} ${change.name} ${change.at.join(' ')} ${change.says}`}
          gap={8}
          align="baseline"
          wrap="nowrap"
        >
          <Badge color={color[change.change] ?? 'gray'} flex="none">
            {change.change}
          </Badge>
          <div>
            <Text size="sm">{change.says}</Text>
            <Text size="xs" c="var(--quiet)">
              {[change.document, change.name, ...change.at].join(' › ')}
            </Text>
          </div>
        </Group>
      ))}
    </Stack>
  )
}
