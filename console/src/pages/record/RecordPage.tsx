import { Badge, Group, Paper, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { Schemas } from '@/api/client'
import { usePolicy } from '@/api/policy'
import { type CrmRecord, journeyQuery, recordQuery } from '@/api/records'
import { Clock } from '@/components/Clock'
import { nextOf } from '@/components/clocks'
import { HealthBadge } from '@/components/Health'
import { RecordFields } from '@/components/handoff/RecordFields'
import { Loaded } from '@/components/Loaded'
import { PageLink } from '@/components/links'
import { Moment } from '@/components/Moment'
import { Page } from '@/components/Page'
import { RecordLink } from '@/components/RecordLink'
import { Section } from '@/components/Section'
import { State } from '@/components/State'
import { Story } from '@/components/Story'
import { useNow } from '@/time/useNow'
import css from '../handoff/HandoffPage.module.css'

const route = getRouteApi('/inside/records/$kind/$id')

/** A record and the whole journey that it is part of, across every conversion. */
export function RecordPage() {
  const { kind, id } = route.useParams()
  const record = useQuery(recordQuery(kind, id))
  return (
    <Loaded query={record} height={600}>
      {(found) => <Shown record={found} />}
    </Loaded>
  )
}

function Shown({ record }: { record: CrmRecord }) {
  const policy = usePolicy()
  const journey = useQuery(journeyQuery(record.kind, record.id))
  const kind = policy.kinds.find((one) => one.name === record.kind)
  return (
    <Page
      title={record.title ?? record.id}
      question={`${record.kind} ${record.id}, and the journey that it is part of`}
    >
      <div className={css.columns}>
        <Section title="The journey">
          <Loaded query={journey} height={480}>
            {(told) => <Story events={told.events} of={record.owner} />}
          </Loaded>
        </Section>
        <Stack>
          <Paper p="md">
            <Group gap={8} mb="sm">
              {record.stage && <Badge color="toll">{record.stage}</Badge>}
              <Text size="xs" c="var(--quiet)">
                since <Moment at={record.stage_since} of={record.owner} />
              </Text>
              {record.health && <HealthBadge health={record.health} />}
              {record.suppressed && <Badge color="red">nobody may contact it</Badge>}
            </Group>
            <RecordFields record={record} kind={kind} currency={policy.workspace.currency} />
          </Paper>
          {journey.data && (
            <Paper p="md">
              <Along story={journey.data} record={record} />
            </Paper>
          )}
        </Stack>
      </div>
    </Page>
  )
}

/** The records and the handoffs of a journey. */
function Along({ story, record }: { story: Schemas['Story']; record: CrmRecord }) {
  const now = useNow()
  const others = story.records.filter((other) => other !== `${record.kind} ${record.id}`)
  return (
    <Stack gap="md">
      <Section title="Handoffs">
        <Stack gap={8}>
          {story.handoffs.map((handoff) => {
            const clock = nextOf(handoff.clocks)
            return (
              <Group key={handoff.id} gap={8} justify="space-between">
                <PageLink to="/handoffs/$id" params={{ id: handoff.id }}>
                  <Text size="sm" span>
                    {handoff.title}
                  </Text>
                </PageLink>
                <Group gap={6}>
                  {clock && <Clock clock={clock} now={now} of={handoff.owner} />}
                  <State state={handoff.state} />
                </Group>
              </Group>
            )
          })}
          {story.handoffs.length === 0 && (
            <Text size="sm" c="var(--quiet)">
              None has opened.
            </Text>
          )}
        </Stack>
      </Section>
      {others.length > 0 && (
        <Section title="Also in this journey">
          <Stack gap={4}>
            {others.map((other) => (
              <Text key={other} size="sm">
                <RecordLink record={other} />
              </Text>
            ))}
          </Stack>
        </Section>
      )}
    </Stack>
  )
}
