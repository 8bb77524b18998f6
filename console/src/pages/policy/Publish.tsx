import { Button, Group, Paper, Radio, SimpleGrid, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type Files, previewQuery, publish } from '@/api/policies'
import { Empty } from '@/components/Empty'
import { Loaded } from '@/components/Loaded'
import { Section } from '@/components/Section'
import { useDoing } from '@/components/useDoing'
import { useMay } from '@/session/me'
import { Changes } from './Changes'
import { changedPaths, useDraft } from './draft'
import { InFlight } from './InFlight'
import { Proposals } from './Proposals'

const ways = [
  { value: 'pin', label: 'Pin', description: 'They go on under the revision that opened them' },
  { value: 'migrate', label: 'Migrate', description: 'They go by the new revision; clocks keep what they have used' },
  {
    value: 'reevaluate',
    label: 'Re-evaluate',
    description: 'They go by the new revision, and are accepted, routed and withdrawn by it anew',
  },
]

/** What the draft changes, what it would do to what is in flight, and the button. */
export function Publish({ published, revision }: { published: Files; revision: number }) {
  const { draft, discard } = useDraft()
  const [open, setOpen] = useState('pin')
  const mayPublish = useMay('publish a policy')
  const files = draft?.files ?? published
  const isChanged = changedPaths(published, files).length > 0
  const preview = useQuery({ ...previewQuery(files, open), enabled: isChanged })
  const publishing = useDoing(() => publish(files, open, draft?.revision ?? revision), {
    failed: 'It was not published',
    done: 'Done.',
    changes: ['policy', 'policies', 'reports', 'handoffs'],
  })
  const send = async () => {
    const { done } = await publishing.run(undefined)
    if (done) discard()
  }
  return (
    <Stack gap="lg">
      <Proposals />
      {!isChanged ? (
        <Empty title="Nothing to publish">
          The draft is what is in force. Change something under Edit; here you then see what that would do.
        </Empty>
      ) : (
        <SimpleGrid cols={{ base: 1, lg: 2 }}>
          <Paper p="lg">
            <Section title="What is different">
              <Loaded query={preview} height={200}>
                {(found) => (found.publishable ? <Changes changes={found.changes} /> : <Incomparable />)}
              </Loaded>
            </Section>
          </Paper>
          <Paper p="lg">
            <Radio.Group label="What becomes of the handoffs that are open?" value={open} onChange={setOpen}>
              <Stack gap={8} my="sm">
                {ways.map((way) => (
                  <Radio key={way.value} {...way} />
                ))}
              </Stack>
            </Radio.Group>
            <Loaded query={preview} height={200}>
              {(found) => (
                <Stack gap="md">
                  {found.preview && <InFlight preview={found.preview} />}
                  {!found.publishable && (
                    <Text size="sm" c="red">
                      It has errors: see them under Edit.
                    </Text>
                  )}
                  <Group>
                    <Button
                      loading={publishing.busy}
                      disabled={!found.publishable || !mayPublish}
                      onClick={() => void send()}
                    >
                      {found.needs_approval ? 'Propose' : `Publish revision ${revision + 1}`}
                    </Button>
                  </Group>
                  {found.needs_approval && (
                    <Text size="xs" c="var(--quiet)">
                      The policy in force asks for a second person’s approval.
                    </Text>
                  )}
                </Stack>
              )}
            </Loaded>
          </Paper>
        </SimpleGrid>
      )}
    </Stack>
  )
}

/** What a draft with errors leaves out is not removed: it could not be read. */
const Incomparable = () => (
  <Text size="sm" c="var(--quiet)">
    It cannot be compared until the errors are mended.
  </Text>
)
