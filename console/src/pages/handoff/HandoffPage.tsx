import { Paper, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { ActBar } from '@/acts/ActBar'
import { usePutAtHand } from '@/acts/atHand'
import { nameOf } from '@/acts/useAct'
import { useActing } from '@/acts/useActing'
import { type Handoff, handoffQuery, storyQuery } from '@/api/handoffs'
import { usePolicy } from '@/api/policy'
import { recordQuery } from '@/api/records'
import { HandoffDetail } from '@/components/handoff/HandoffDetail'
import { Loaded } from '@/components/Loaded'
import { PageLink } from '@/components/links'
import { Page } from '@/components/Page'
import { partsOf, RecordLink } from '@/components/RecordLink'
import { Section } from '@/components/Section'
import { Story } from '@/components/Story'
import { useNow } from '@/time/useNow'
import { Deliveries } from './Deliveries'
import css from './HandoffPage.module.css'
import { Tasks } from './Tasks'

const route = getRouteApi('/inside/handoffs/$id')

/** One handoff: what happened, and why? */
export function HandoffPage() {
  const { id } = route.useParams()
  const handoff = useQuery(handoffQuery(id))
  return (
    <Loaded query={handoff} height={600}>
      {(found) => <Shown handoff={found} />}
    </Loaded>
  )
}

function Shown({ handoff }: { handoff: Handoff }) {
  const now = useNow()
  const policy = usePolicy()
  const { kind, id } = partsOf(handoff.record)
  const record = useQuery(recordQuery(kind, id))
  const story = useQuery(storyQuery(handoff.id))
  const { busy, begin, dialog } = useActing()
  usePutAtHand([handoff], begin)
  return (
    <Page
      title={nameOf(handoff)}
      question={
        <>
          {handoff.title} · <RecordLink record={handoff.record} /> ·{' '}
          <PageLink to="/reports" search={{ point: handoff.point }}>
            its report
          </PageLink>
        </>
      }
      actions={<ActBar handoff={handoff} busy={busy} onAct={(kind) => begin(kind, [handoff])} />}
    >
      <div className={css.columns}>
        <Section title="What happened, and why">
          <Loaded query={story} height={480}>
            {(told) => <Story events={told.events} of={handoff.owner} />}
          </Loaded>
        </Section>
        <Stack>
          <Paper p="md">
            <HandoffDetail handoff={handoff} record={record.data} policy={policy} now={now} />
          </Paper>
          <Paper p="md">
            <Stack gap="lg">
              <Tasks handoff={handoff} now={now} />
              <Deliveries handoff={handoff} entries={story.data?.events.map((event) => event.sequence) ?? []} />
            </Stack>
          </Paper>
          <Paper p="md">
            <Section title="The record’s journey">
              <Text size="sm">
                It began as <RecordLink record={handoff.journey} />; the record’s page tells all of it:{' '}
                <RecordLink record={handoff.record} />
              </Text>
            </Section>
          </Paper>
          <Text size="xs" c="var(--quiet)">
            Opened under revision {handoff.revision}
            {handoff.rule ? `, routed by ${handoff.rule}` : ''} · {handoff.id}
          </Text>
        </Stack>
      </div>
      {dialog}
    </Page>
  )
}
