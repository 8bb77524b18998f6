import { Group, Progress, Stack, Text } from '@mantine/core'
import type { Schemas } from '@/api/client'
import { PageLink } from '@/components/links'
import { titled } from '@/components/named'
import type { Period } from '@/components/period/periods'
import { count, percent } from '@/time/units'
import type { About } from './about'
import { ChartPaper } from './ChartPaper'
import { type BarRow, bars } from './picture/bars'

type FunnelView = Schemas['FunnelView']

interface Props {
  funnel: FunnelView
  before: FunnelView | undefined
  about: About
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

type Step = (typeof steps)[number]

/** What became of the cohort: how many reached each step, of those that were offered. */
export function Funnel({ funnel, before, about, period }: Props) {
  const cohort = { point: about.point, offered_from: period.from, offered_to: period.to }
  const rows = steps.map((step) => rowOf(step, funnel, before))
  return (
    <ChartPaper title="What became of them" picture={{ about, draw: (ink) => bars(ink, ['Of those offered'], rows) }}>
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
                  {inShares(step, funnel, before)}
                </Text>
              </Text>
            </Group>
            <Progress
              value={100 * (shareOf(step, funnel) ?? 0)}
              size={8}
              color={isCalm(state) ? 'gray.5' : 'toll'}
              aria-label={`${step}: ${shown(shareOf(step, funnel))}`}
            />
          </div>
        ))}
      </Stack>
    </ChartPaper>
  )
}

const isCalm = (state: Step[1]): boolean => state !== undefined && state !== 'accepted' && state !== 'completed'

const shareOf = (step: Step[0], funnel: FunnelView): number | null =>
  funnel.offered ? funnel[step] / funnel.offered : null

const shown = (share: number | null): string => (share === null ? '–' : percent(share))

function inShares(step: Step[0], funnel: FunnelView, before: FunnelView | undefined): string {
  const now = shown(shareOf(step, funnel))
  return before ? `${now}, before ${shown(shareOf(step, before))}` : now
}

const rowOf = ([step, state]: Step, funnel: FunnelView, before: FunnelView | undefined): BarRow => ({
  id: step,
  label: titled(step),
  bars: [
    {
      share: shareOf(step, funnel),
      before: before && shareOf(step, before),
      text: `${count(funnel[step])}, ${inShares(step, funnel, before)}`,
      isCalm: isCalm(state),
    },
  ],
})
