import { SegmentedControl, Text } from '@mantine/core'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import type { Schemas } from '@/api/client'
import { usePeople } from '@/api/people'
import { List } from '@/components/list/List'
import { named } from '@/components/named'
import type { Period } from '@/components/period/periods'
import type { About } from './about'
import { columns } from './groupColumns'
import { drawn } from './groups'
import { SavePicture } from './picture/SavePicture'

type GroupView = Schemas['GroupView']
type BreakdownView = Schemas['BreakdownView']

const route = getRouteApi('/inside/reports')

interface Props {
  breakdowns: readonly BreakdownView[]
  before: readonly BreakdownView[] | undefined
  about: About
  period: Period
}

/** The cohort by owner, team, queue, week and the fields that the policy names. */
export function Breakdowns({ breakdowns, before, about, period }: Props) {
  const { by } = route.useSearch()
  const people = usePeople()
  const navigate = useNavigate({ from: '/reports' })
  const shown = breakdowns.find((one) => one.by === by) ?? breakdowns[0]
  if (!shown) return null
  const other = before?.find((one) => one.by === shown.by)?.groups
  const open = (row: GroupView) => {
    const which =
      shown.by === 'owner'
        ? { owner: row.value ?? undefined }
        : shown.by === 'queue'
          ? { queue: row.value ?? undefined }
          : {}
    const { point } = about
    void navigate({ to: '/handoffs', search: { point, offered_from: period.from, offered_to: period.to, ...which } })
  }
  const nameOf = (value: string | null | undefined) =>
    shown.by === 'owner' ? (people.get(value ?? '')?.name ?? value ?? 'nobody') : named(value ?? 'none')
  const title = `By ${named(shown.by)}`
  return (
    <List
      id={`report by ${shown.by}`}
      label={title}
      rows={shown.groups}
      columns={columns(shown.by, other)}
      rowId={(row) => row.value ?? ''}
      onOpen={shown.by === 'owner' || shown.by === 'queue' ? open : undefined}
      height="auto"
      empty={
        <Text size="sm" ta="center" py="lg" c="var(--quiet)">
          No handoff was offered in the period.
        </Text>
      }
      tools={
        <>
          <SegmentedControl
            size="xs"
            aria-label="By what"
            value={shown.by}
            data={breakdowns.map((one) => ({ value: one.by, label: named(one.by) }))}
            onChange={(chosen) => void navigate({ search: (before) => ({ ...before, by: chosen }), replace: true })}
          />
          {shown.groups.length > 0 && (
            <SavePicture title={title} about={about} draw={drawn(shown.groups, other, nameOf)} />
          )}
        </>
      }
    />
  )
}
