import { Anchor, Paper, Stack } from '@mantine/core'
import { usePolicy } from '@/api/policy'
import { base } from '@/base'
import { Fields } from '@/components/Fields'

/** What is running here. */
export function About() {
  const { workspace, revision } = usePolicy()
  return (
    <Paper p="lg">
      <Stack gap="md">
        <Fields
          fields={[
            ['Workspace', `${workspace.title} (${workspace.id})`],
            ['Its zone', workspace.zone],
            ['Currency', workspace.currency],
            ['Policy in force', `revision ${revision}`],
          ]}
        />
        <Anchor size="sm" href={`${base}/docs`}>
          What the API offers
        </Anchor>
      </Stack>
    </Paper>
  )
}
