import { Badge, Divider, Group, HoverCard, Stack, Text, UnstyledButton, VisuallyHidden } from '@mantine/core'
import { forwardRef, type ReactNode, type Ref } from 'react'
import type { Schemas } from '@/api/client'
import type { HandoffsSearch } from '@/pages/handoffs/search'
import { count } from '@/time/units'
import { amount } from './amount'
import { PageLink } from './links'
import { named, titled } from './named'

type FigureView = Schemas['FigureView']

/** A figure that explains itself: its value, and on hover or focus what it is, and what it was made from. */
export function Figure({
  figure,
  currency,
  size = 'md',
  behind,
}: {
  figure: FigureView
  currency: string
  size?: 'md' | 'lg'
  /** Which handoffs it was made from; it opens them. */
  behind?: HandoffsSearch
}) {
  return (
    <HoverCard width={340} openDelay={200} shadow="md" position="bottom-start" role="tooltip">
      <HoverCard.Target>
        <Opens behind={behind}>
          <Group gap="4px 8px">
            <Text fz={size === 'lg' ? 22 : 'md'} fw={600} lh={1.2} style={{ whiteSpace: 'nowrap' }}>
              {amount(figure.value, currency)}
            </Text>
            {figure.target && <OnTarget target={figure.target} />}
            <VisuallyHidden>{named(figure.kpi)}, how it is made</VisuallyHidden>
          </Group>
        </Opens>
      </HoverCard.Target>
      <HoverCard.Dropdown>
        <Derivation figure={figure} currency={currency} />
        {behind && (
          <Text size="xs" c="var(--quiet)" mt={8}>
            Opens the handoffs offered in the period
          </Text>
        )}
      </HoverCard.Dropdown>
    </HoverCard>
  )
}

/** What leads to the handoffs behind a figure, where they can be listed. */
const Opens = forwardRef<HTMLElement, { behind: HandoffsSearch | undefined; children: ReactNode }>(
  ({ behind, children, ...rest }, ref) =>
    behind ? (
      <PageLink
        {...rest}
        ref={ref as Ref<HTMLAnchorElement>}
        to="/handoffs"
        search={behind}
        c="inherit"
        underline="never"
        display="block"
      >
        {children}
      </PageLink>
    ) : (
      <UnstyledButton {...rest} ref={ref as Ref<HTMLButtonElement>}>
        {children}
      </UnstyledButton>
    ),
)

/** How a figure stands to what it should be. */
function OnTarget({ target }: { target: Schemas['TargetView'] }) {
  if (target.met === null || target.met === undefined) return <Badge color="gray">target {inSigns(target.text)}</Badge>
  return (
    <Badge color={target.met ? 'teal' : 'red'} h="auto" py={2} styles={{ label: { whiteSpace: 'normal' } }}>
      {target.met ? 'on target' : 'off target'} {inSigns(target.text)}
    </Badge>
  )
}

/** `p50 <= 10m` as one reads it. */
const inSigns = (text: string): string => text.replace('<=', '≤').replace('>=', '≥').replace('p50', 'median')

/** What a figure is, and the numbers it was made from. */
export function Derivation({ figure, currency }: { figure: FigureView; currency: string }) {
  return (
    <Stack gap={8}>
      <Text size="sm" fw={600}>
        {titled(figure.kpi)}
        {figure.qualifier ? `, ${figure.qualifier}` : ''}
      </Text>
      <Text size="sm">{figure.definition}</Text>
      <Text size="xs" c="var(--quiet)">
        About {figure.cohort}
      </Text>
      <Divider />
      {[figure.numerator, figure.denominator, ...figure.beside].map((part) => (
        <Group key={part.name} justify="space-between" wrap="nowrap" gap="md">
          <Text size="xs">{part.name}</Text>
          <Text size="xs" fw={600}>
            {amount(part.value, currency)}
          </Text>
        </Group>
      ))}
      {figure.left_out.map((part) => (
        <Text key={part.why} size="xs" c="var(--quiet)">
          left out: {count(part.count)} {part.why}
        </Text>
      ))}
      {figure.needs && (
        <Text size="xs" c="orange">
          {figure.needs}
        </Text>
      )}
    </Stack>
  )
}
