import { Badge, Group, Stack, Text, UnstyledButton } from '@mantine/core'
import type { Diagnostic } from '@/api/policies'

/** Every problem of the draft; each leads to where it is. */
export function Problems({
  diagnostics,
  onJump,
}: {
  diagnostics: readonly Diagnostic[]
  onJump: (to: Diagnostic) => void
}) {
  return (
    <Stack gap={8} mt="md" role="list" aria-label="Problems">
      {diagnostics.map((one) => (
        <UnstyledButton
          key={`${one.file}:${one.line}:${one.column} ${one.message}`}
          role="listitem"
          onClick={() => onJump(one)}
        >
          <Group gap={8} align="baseline" wrap="nowrap">
            <Badge color={one.severity === 'error' ? 'red' : 'yellow'} flex="none">
              {one.severity}
            </Badge>
            <div>
              <Text size="sm">{one.message}</Text>
              <Text size="xs" c="var(--quiet)">
                {one.file}, line {one.line}, column {one.column}
                {one.help ? ` · ${one.help}` : ''}
              </Text>
            </div>
          </Group>
        </UnstyledButton>
      ))}
    </Stack>
  )
}
