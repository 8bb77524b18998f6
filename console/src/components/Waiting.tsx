import { Box, LoadingOverlay, Text } from '@mantine/core'
import type { ReactNode } from 'react'

/** Figures that stay, set back, until those that were asked for instead are there: nothing jumps, and nobody takes them for the new ones. */
export function Waiting({ isWaiting, children }: { isWaiting: boolean; children: ReactNode }) {
  return (
    <Box pos="relative" aria-busy={isWaiting || undefined}>
      <LoadingOverlay
        visible={isWaiting}
        zIndex={10}
        loaderProps={{
          children: (
            <Text size="sm" fw={600} role="status">
              Adding up this period…
            </Text>
          ),
        }}
      />
      {children}
    </Box>
  )
}
