import { Alert, Button, Code, Group, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { problemOf } from '@/api/problem'

/** What went wrong, and what to do about it, as the service says. */
export function ProblemNotice({ thrown, onRetry }: { thrown: unknown; onRetry?: () => void }) {
  const problem = problemOf(thrown)
  return (
    <Alert color="red" variant="light" icon={<IconAlertTriangle aria-hidden />} title="That did not work" role="alert">
      <Text size="sm">{problem.message}</Text>
      <Group mt="xs" gap="sm">
        {onRetry && (
          <Button size="compact-sm" variant="default" onClick={onRetry}>
            Try again
          </Button>
        )}
        <Code>{problem.code}</Code>
      </Group>
    </Alert>
  )
}
