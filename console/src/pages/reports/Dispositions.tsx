import { Badge, Table, Text } from '@mantine/core'
import type { Schemas } from '@/api/client'
import { PageLink } from '@/components/links'
import { named, titled } from '@/components/named'
import type { Period } from '@/components/period/periods'
import { State } from '@/components/State'
import { count, percent } from '@/time/units'
import type { About } from './about'
import { ChartPaper } from './ChartPaper'
import { shareMoved } from './compare'
import { Moved } from './Moved'
import { type BarRow, bars } from './picture/bars'
import { type Reason, reasonsOf } from './reasons'

type DispositionView = Schemas['DispositionView']

interface Props {
  dispositions: readonly DispositionView[]
  before: readonly DispositionView[] | undefined
  /** The share whose reason the policy does not list. */
  without: number | null | undefined
  about: About
  period: Period
}

/** How handoffs ended that did not complete, why, and what followed. */
export function Dispositions({ dispositions, before, without, about, period }: Props) {
  const reasons = reasonsOf(dispositions, before)
  return (
    <ChartPaper
      title="Why not"
      picture={
        reasons.length > 0 && {
          about,
          draw: (ink) => bars(ink, ['Of those that did not complete'], reasons.map(rowOf)),
        }
      }
    >
      {dispositions.length === 0 && (
        <Text size="sm" c="var(--quiet)">
          None was returned, rejected or recycled.
        </Text>
      )}
      <Table verticalSpacing={5} horizontalSpacing="xs">
        <Table.Tbody>
          {reasons.map((reason) => (
            <Row key={`${reason.outcome} ${reason.reason}`} row={reason} point={about.point} period={period} />
          ))}
        </Table.Tbody>
      </Table>
      {without != null && (
        <Text size="xs" c="var(--quiet)" mt="xs">
          Without a standard reason: {percent(without)}
        </Text>
      )}
    </ChartPaper>
  )
}

function Row({ row, point, period }: { row: Reason; point: string; period: Period }) {
  return (
    <Table.Tr>
      <Table.Td w={92}>
        <State state={row.outcome} />
      </Table.Td>
      <Table.Td>
        <PageLink
          to="/handoffs"
          search={{ point, reason: row.reason, offered_from: period.from, offered_to: period.to }}
          c="inherit"
        >
          {named(row.reason)}
        </PageLink>{' '}
        {!row.standard && (
          <Badge size="xs" color="orange">
            not in the policy
          </Badge>
        )}
      </Table.Td>
      <Table.Td c="var(--quiet)">then {row.next}</Table.Td>
      <Table.Td ta="right" style={{ whiteSpace: 'nowrap' }}>
        <strong>{count(row.count)}</strong>{' '}
        <Text span size="xs" c="var(--quiet)">
          {percent(row.share)}
        </Text>
        <div>
          <Moved move={shareMoved(row.share, row.before)} />
        </div>
      </Table.Td>
    </Table.Tr>
  )
}

function rowOf({ outcome, reason, count: many, share, before }: Reason): BarRow {
  const compared = before === undefined ? '' : `, before ${percent(before)}`
  return {
    id: `${outcome} ${reason}`,
    label: `${titled(outcome)}: ${named(reason)}`,
    bars: [{ share, before, text: `${count(many)}, ${percent(share)}${compared}` }],
  }
}
