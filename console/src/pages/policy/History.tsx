import { Button, Group, Paper, Stack, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type Files, revisionQuery, revisionsQuery } from '@/api/policies'
import { usePolicy } from '@/api/policy'
import { Loaded } from '@/components/Loaded'
import { Moment } from '@/components/Moment'
import { useMay } from '@/session/me'
import { changedPaths, useDraft } from './draft'

/** What became of the handoffs that were open. */
const opens: Readonly<Record<string, string>> = {
  pin: 'open handoffs went on as they were',
  migrate: 'open handoffs moved to it',
  reevaluate: 'open handoffs moved to it and were looked at anew',
}

/** Every revision, the newest first, with the files that it changed; any of them can be taken up again as a draft. */
export function History({ onDraft }: { onDraft: () => void }) {
  const revisions = useQuery(revisionsQuery)
  const { revision: inForce } = usePolicy()
  const { save } = useDraft()
  const client = useQueryClient()
  const mayWrite = useMay('check a policy')
  const takeUp = async (revision: number) => {
    const kept = await client.ensureQueryData(revisionQuery(revision))
    save({ revision: inForce, files: kept.files ?? {} })
    onDraft()
  }
  return (
    <Loaded query={revisions}>
      {(all) => (
        <Stack gap="sm">
          {all.map((one) => (
            <Paper key={one.revision} p="md">
              <Group justify="space-between">
                <div>
                  <Text fw={600}>
                    Revision {one.revision}
                    {one.revision === inForce ? ', in force' : ''}
                  </Text>
                  <Text size="sm" c="var(--quiet)">
                    <Moment at={one.published_at} />
                    {one.open ? ` · ${opens[one.open] ?? one.open}` : ''} · {one.digest.slice(0, 12)}…
                  </Text>
                  {one.revision > 1 && <Changed revision={one.revision} />}
                </div>
                {mayWrite && one.revision !== inForce && (
                  <Button size="xs" variant="default" onClick={() => void takeUp(one.revision)}>
                    Take up as a draft
                  </Button>
                )}
              </Group>
            </Paper>
          ))}
        </Stack>
      )}
    </Loaded>
  )
}

/** The files that a revision changed. */
function Changed({ revision }: { revision: number }) {
  const [now, before] = [useQuery(revisionQuery(revision)), useQuery(revisionQuery(revision - 1))]
  if (!now.data || !before.data) return null
  const paths = changedPaths((before.data.files ?? {}) as Files, (now.data.files ?? {}) as Files)
  return (
    <Text size="xs" c="var(--quiet)">
      changed {paths.join(', ') || 'no file'}
    </Text>
  )
}
