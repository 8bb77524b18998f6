import { Group, Progress, Stack, Text } from '@mantine/core'
import type { Schemas } from '@/api/client'
import { PageLink } from '@/components/links'
import type { Period } from '@/components/period/periods'
import { count, percent } from '@/time/units'
import { ChartPaper } from './ChartPaper'

type FunnelView = Schemas['FunnelView']

interface Props {
  funnel: FunnelView
  before: FunnelView | undefined
  point: string
  period: Period
}

const steps = [
  ['offered', undefined],
  ['touched', undefined],
  ['accepted', 'accepted'],
  ['completed', 'completed'],
  ['returned', 'returned'],
  ['rejected', 'rejected'],
  ['recycled', 'recycled'],
  ['withdrawn', 'withdrawn'],
] as const

/** What became of the cohort: how many reached each step, of those that were offered. */
export function Funnel({ funnel, before, point, period }: Props) {
  const cohort = { point, offered_from: period.from, offered_to: period.to }
  return (
    <ChartPaper title="What became of them">
      <Stack gap={10}>
        {steps.map(([step, state]) => (
          <div key={step}>
            <Group justify="space-between" mb={3}>
              <PageLink to="/handoffs" search={{ ...cohort, state }} c="inherit">
                <Text size="sm" span tt="capitalize">
                  {step}
                </Text>
              </PageLink>
              <Text size="sm">
                <strong>{count(funnel[step])}</strong>{' '}
                <Text span size="xs" c="var(--quiet)">
                  {shareOf(funnel[step], funnel.offered)}
                  {before && `, before ${shareOf(before[step], before.offered)}`}
                </Text>
              </Text>
            </Group>
            <Progress
              value={funnel.offered ? (100 * funnel[step]) / funnel.offered : 0}
              size={8}
              color={state && state !== 'accepted' && state !== 'completed' ? 'gray.5' : 'toll'}
              aria-label={`${step}: ${shareOf(funnel[step], funnel.offered)}`}
            />
          </div>
        ))}
      </Stack>
    </ChartPaper>
  )
}

const shareOf = (part: number, whole: number): string => (whole ? percent(part / whole) : '–')
