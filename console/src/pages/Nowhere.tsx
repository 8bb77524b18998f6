import { Box, Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Empty } from '@/components/Empty'
import { ProblemNotice } from '@/components/ProblemNotice'

/** An address that leads nowhere. */
export function Nowhere() {
  return (
    <Empty
      title="Nothing is here"
      action={
        <Button component={Link} to="/" mt="sm">
          To the oversight
        </Button>
      }
    >
      The address may be of an older version, or mistyped. From the oversight, Ctrl K finds pages, points, people and
      records.
    </Empty>
  )
}

/** A page that could not be shown, with what to do about it. */
export function Faulty({ error, reset }: { error: unknown; reset: () => void }) {
  return (
    <Box p="xl" maw={640} mx="auto">
      <ProblemNotice thrown={error} onRetry={reset} />
    </Box>
  )
}
