import { Badge, Group, Text } from '@mantine/core'
import type { Schemas } from '@/api/client'
import type { Handoff } from '@/api/handoffs'
import type { CrmRecord } from '@/api/records'
import { Clock } from '@/components/Clock'
import { nextOf } from '@/components/clocks'
import type { Column } from '@/components/list/columns'
import { PersonName } from '@/components/PersonName'
import { State } from '@/components/State'
import { day } from '@/time/instant'
import { money } from '@/time/units'
import { Findings } from '../pipeline/Findings'
import type { Finding } from '../pipeline/findings'
import { customerColumn } from './customerColumn'
import { daysTo } from './dates'

/** A customer that renews. */
export interface Renewal {
  record: CrmRecord
  /** The calendar day. */
  due: string | undefined
  /** The open renewal handoff. */
  handoff: Handoff | undefined
  /** Whether there is one is not known yet: not all of them are here. */
  isUnknown: boolean
  findings: readonly Finding[]
}

/** How customers stand before their renewal. */
export function columns(kind: Schemas['KindView'], currency: string, today: string, now: Date): Column<Renewal>[] {
  const worth = (row: Renewal) => (kind.recurring ? Number(row.record.fields[kind.recurring] ?? 0) : undefined)
  const recurring: Column<Renewal>[] = kind.recurring
    ? [
        {
          id: 'worth',
          title: 'ARR',
          key: worth,
          render: (row) => money(worth(row) ?? 0, currency),
          width: 100,
          align: 'right',
          wideOnly: true,
        },
      ]
    : []
  return [
    customerColumn((row) => row.record.title ?? row.record.id),
    {
      id: 'due',
      title: 'Due',
      key: (row) => row.due,
      render: (row) => <Due on={row.due} today={today} />,
      width: 190,
    },
    ...recurring,
    {
      id: 'handoff',
      title: 'Renewal handoff',
      key: (row) => row.handoff?.state,
      render: ({ handoff, isUnknown }) => <Stands handoff={handoff} isUnknown={isUnknown} now={now} />,
      width: 240,
      wideOnly: true,
    },
    {
      id: 'risk',
      title: 'Risk',
      key: (row) => (row.findings.length > 0 ? row.findings.map((finding) => finding.title).join(', ') : undefined),
      render: (row) => (
        <Group gap={4} wrap="nowrap">
          <Findings of={row.findings} />
        </Group>
      ),
      width: 230,
      wideOnly: true,
    },
    {
      id: 'owner',
      title: 'Owner',
      key: (row) => row.handoff?.owner ?? row.record.owner,
      render: (row) => <PersonName id={row.handoff?.owner ?? row.record.owner} />,
      width: 150,
      wideOnly: true,
    },
  ]
}

function Due({ on, today }: { on: string | undefined; today: string }) {
  if (!on)
    return (
      <Text span inherit c="var(--quiet)">
        no date
      </Text>
    )
  const days = daysTo(on, today)
  const date = day(new Date(`${on}T12:00:00Z`), 'UTC')
  if (days < 0) return <Badge color="red">was due {date}</Badge>
  return (
    <>
      {date}{' '}
      <Text span size="xs" c="var(--quiet)">
        {days === 0 ? 'today' : `in ${days} d`}
      </Text>
    </>
  )
}

function Stands({ handoff, isUnknown, now }: { handoff: Handoff | undefined; isUnknown: boolean; now: Date }) {
  if (!handoff)
    return (
      <Text span inherit c="var(--quiet)">
        {isUnknown ? '…' : 'none is open'}
      </Text>
    )
  const clock = nextOf(handoff.clocks)
  return (
    <Group gap={4} wrap="nowrap">
      <State state={handoff.state} />
      {clock && <Clock clock={clock} now={now} />}
      {handoff.gaps.length > 0 && <Badge color="red">{handoff.gaps.length} missing</Badge>}
    </Group>
  )
}
