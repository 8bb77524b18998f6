import { Box, Title } from '@mantine/core'
import type { ReactNode } from 'react'

/** A part of a page with a name. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Box component="section">
      <Title order={2} fz="sm" fw={600} mb={8}>
        {title}
      </Title>
      {children}
    </Box>
  )
}
