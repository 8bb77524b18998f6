import { Group, Table, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Schemas } from '@/api/client'
import { titled } from '@/components/named'
import { spanOf } from '@/time/span'
import { count, percent } from '@/time/units'
import type { About } from './about'
import { columnsOf } from './buckets'
import { type Move, shareMoved, sizeMoved } from './compare'
import { Histogram } from './Histogram'
import { Moved } from './Moved'
import { columns } from './picture/columns'
import { SavePicture } from './picture/SavePicture'
import type { Draw } from './picture/Sheet'
import { inWords, spreadsOf } from './spread'

type MilestoneView = Schemas['MilestoneView']

interface Props {
  now: MilestoneView
  before: MilestoneView | undefined
  about: About
}

/** How fast one milestone was got to, and how fast it was in the other period. */
export function Milestone({ now, before, about }: Props) {
  const spreads = spreadsOf(now, before)
  const buckets = columnsOf(now.histogram, spreads.before && before?.histogram)
  const title = titled(now.milestone)
  return (
    <Table.Tr>
      <Table.Td>
        <Group gap={8}>
          <Text size="sm" fw={500}>
            {title}
          </Text>
          {buckets.length > 0 && (
            <SavePicture title={`How fast, ${title}`} about={about} draw={drawn(now, before, buckets)} />
          )}
        </Group>
        <Text size="xs" c="var(--quiet)">
          {now.target ? `within ${now.target}` : 'only measured'}, {spreads.time}
        </Text>
        <Histogram columns={buckets} />
      </Table.Td>
      {(['p50', 'p90'] as const).map((part) => (
        <Value key={part} move={sizeMoved(spreads.now[part], spreads.before?.[part], 'less')}>
          {shown(spreads.now[part], spanOf)}
        </Value>
      ))}
      <Value move={shareMoved(now.attainment, before?.attainment, 'more')}>{shown(now.attainment, percent)}</Value>
      <Value move={undefined}>{count(now.times.not_yet)}</Value>
    </Table.Tr>
  )
}

function Value({ move, children }: { move: Move | undefined; children: ReactNode }) {
  return (
    <Table.Td ta="right" style={{ whiteSpace: 'nowrap' }}>
      <div>{children}</div>
      <Moved move={move} />
    </Table.Td>
  )
}

const shown = (of: number | null | undefined, inUnits: (of: number) => string): string =>
  of == null ? '–' : inUnits(of)

/** The distribution as a picture, with the percentiles in words below it. */
function drawn(now: MilestoneView, before: MilestoneView | undefined, buckets: ReturnType<typeof columnsOf>): Draw {
  const spreads = spreadsOf(now, before)
  const hasOutline = buckets[0]?.before !== undefined
  return (ink) =>
    columns(ink, buckets, `How many took up to so long, in ${spreads.time}`, [
      `Of those that got there: ${inWords(spreads.now, now.attainment)}.`,
      hasOutline && spreads.before
        ? `Outlined, in the period compared with: ${inWords(spreads.before, before?.attainment)}.`
        : undefined,
    ])
}
