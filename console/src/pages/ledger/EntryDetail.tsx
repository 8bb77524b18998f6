import { Code, Stack, Text } from '@mantine/core'
import type { Entry } from '@/api/ledger'
import { Fields } from '@/components/Fields'
import { PageLink } from '@/components/links'
import { Moment } from '@/components/Moment'
import { RecordLink } from '@/components/RecordLink'
import { Section } from '@/components/Section'
import { Actor } from './Actor'

/** An entry of the ledger as it is kept, with its digest and its link of the chain. */
export function EntryDetail({ entry }: { entry: Entry }) {
  return (
    <Stack gap="lg">
      <Fields
        fields={[
          ['By whom', <Actor key="actor" entry={entry} />],
          ['When', <Moment key="at" at={entry.at} />],
          ['Record', entry.record ? <RecordLink key="record" record={entry.record} /> : 'none'],
          [
            'Handoff',
            entry.handoff ? (
              <PageLink key="handoff" to="/handoffs/$id" params={{ id: entry.handoff }}>
                {entry.handoff}
              </PageLink>
            ) : (
              'none'
            ),
          ],
          ['Digest', <Code key="digest">{entry.digest}</Code>],
          [
            'Link',
            entry.hash ? <Code key="hash">{entry.hash}</Code> : 'not shown to those who do not see personal data',
          ],
        ]}
      />
      <Section title="The event, as it is kept">
        {entry.masked && (
          <Text size="xs" c="var(--quiet)" mb={6}>
            Personal fields are hidden from your role, so the digest is not that of what is shown.
          </Text>
        )}
        <Code block tabIndex={0}>
          {JSON.stringify(entry.event, undefined, 2)}
        </Code>
      </Section>
    </Stack>
  )
}
