import { Badge, Group, List, Paper, SimpleGrid, Text } from '@mantine/core'
import { follows } from '@/acts/DisposeForm'
import type { Schemas } from '@/api/client'
import { usePeople } from '@/api/people'
import type { Agreed } from '@/api/policy'
import { named, titled } from '@/components/named'
import { Section } from '@/components/Section'
import { State } from '@/components/State'
import { inWords } from './rungs'

/** The handoff points: what each asks for, its SLA, and how it may end. */
export function Points({ policy }: { policy: Agreed }) {
  return (
    <>
      {policy.points.map((point) => (
        <Point key={point.id} point={point} escalations={policy.escalations} />
      ))}
    </>
  )
}

interface Props {
  point: Schemas['AgreedPointView']
  escalations: Agreed['escalations']
}

function Point({ point, escalations }: Props) {
  return (
    <Paper p="lg" component="article">
      <Group justify="space-between" mb="md">
        <div>
          <Text fw={600}>{point.title}</Text>
          <Text size="sm" c="var(--quiet)">
            {titled(point.record)}, from {named(point.from)} to {named(point.to)}; accepted {accepted(point.accepts_on)}
          </Text>
        </div>
        <Badge color="toll">reviewed by {named(point.primary)}</Badge>
      </Group>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl" verticalSpacing="lg">
        <Section title="Asks for">
          <List size="sm" spacing={3}>
            {point.criteria.map((criterion) => (
              <List.Item key={criterion.id}>
                {named(criterion.id)}
                {criterion.says && (
                  <Text span inherit c="var(--quiet)">
                    {' '}
                    – where not: {criterion.says}
                  </Text>
                )}
              </List.Item>
            ))}
            {point.context.length > 0 && (
              <List.Item>The sender hands over {point.context.map(named).join(', ')}</List.Item>
            )}
          </List>
        </Section>
        <Section title="SLA">
          <List size="sm" spacing={3}>
            {point.milestones.map((milestone) => (
              <List.Item key={milestone.id}>
                {named(milestone.id)}: {milestone.within ? `within ${milestone.within}` : 'only measured'}
                {milestone.calendar ? `, ${named(milestone.calendar)}` : ''}
                <Ladder of={escalations.find((ladder) => ladder.id === milestone.escalation)} />
              </List.Item>
            ))}
          </List>
        </Section>
        <Section title="May end with">
          {point.dispositions.map((choice) => (
            <Group key={`${choice.outcome} ${choice.reason}`} gap={8} mb={4}>
              <State state={choice.outcome} />
              <Text size="sm">
                {named(choice.reason)}, {follows(choice)}
              </Text>
            </Group>
          ))}
        </Section>
        <Section title="Watches for">
          <Text size="sm">{point.failures.map(named).join(', ') || 'nothing'}</Text>
        </Section>
      </SimpleGrid>
    </Paper>
  )
}

/** What happens as time runs out, step by step. */
function Ladder({ of }: { of: Schemas['EscalationView'] | undefined }) {
  const people = usePeople()
  return (
    of && (
      <List size="sm" withPadding listStyleType="circle" c="var(--quiet)" aria-label={`Escalates by ${named(of.id)}`}>
        {of.rungs.map((rung) => (
          <List.Item key={`${rung.at} ${rung.after}`}>{inWords(rung, (id) => people.get(id)?.name ?? id)}</List.Item>
        ))}
      </List>
    )
  )
}

function accepted(on: string): string {
  return on === 'explicit'
    ? 'when the receiver says so'
    : on === 'touch'
      ? 'by the first touch'
      : 'by a field of the record'
}
