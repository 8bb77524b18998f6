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
import type { Finding } from '../pipeline/findings'
import { customerColumn } from './customerColumn'
import { daysTo } from './dates'
import { recurringColumn } from './recurringColumn'
import { riskColumn } from './riskColumn'

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
  return [
    customerColumn((row) => row.record.title ?? row.record.id),
    {
      id: 'due',
      title: 'Due',
      key: (row) => row.due,
      render: (row) => <Due on={row.due} today={today} />,
      width: 190,
    },
    ...recurringColumn<Renewal>(kind, currency, (row) => row.record),
    {
      id: 'handoff',
      title: 'Renewal handoff',
      key: (row) => row.handoff?.state,
      render: ({ handoff, isUnknown }) => <Stands handoff={handoff} isUnknown={isUnknown} now={now} />,
      width: 240,
      wideOnly: true,
    },
    riskColumn(),
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
      {clock && <Clock clock={clock} now={now} of={handoff.owner} />}
      {handoff.gaps.length > 0 && <Badge color="red">{handoff.gaps.length} missing</Badge>}
    </Group>
  )
}
