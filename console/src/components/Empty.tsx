import { Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'

/** Where there is nothing: why, and what to do first. */
export function Empty({ title, children, action }: { title: string; children: ReactNode; action?: ReactNode }) {
  return (
    <Stack align="center" gap={6} py={56} px="md" ta="center">
      <Title order={2}>{title}</Title>
      <Text size="sm" c="var(--quiet)" maw={460}>
        {children}
      </Text>
      {action}
    </Stack>
  )
}

/** Where something is on its way that has no form yet. */
export function Coming() {
  return (
    <div aria-busy="true">
      <Empty title="Loading">One moment.</Empty>
    </div>
  )
}
