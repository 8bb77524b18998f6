import { SegmentedControl, Select } from '@mantine/core'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import type { Handoff } from '@/api/handoffs'
import { usePeople } from '@/api/people'
import { Empty } from '@/components/Empty'
import { Page } from '@/components/Page'
import { ProblemNotice } from '@/components/ProblemNotice'
import { useMe } from '@/session/me'
import { Handoffs, type Part } from './Handoffs'
import type { InboxSearch } from './search'
import { Tasks } from './Tasks'
import { useAllHandoffs, useAllTasks } from './useAll'

const route = getRouteApi('/inside/inbox')

/** What must I do now? */
export function InboxPage() {
  const me = useMe()
  const { as } = route.useSearch()
  const person = as ?? me.person
  return (
    <Page
      title="Inbox"
      question="What must I do now?"
      flush
      actions={<Whose person={person ?? undefined} own={me.person ?? undefined} />}
    >
      {person ? (
        <InboxOf key={person} person={person} />
      ) : (
        <Empty title="Whose inbox?">
          You are not one of the people in the policy, so nothing is offered to you. Choose somebody above to see what
          they have to do.
        </Empty>
      )}
    </Page>
  )
}

/** Looks at it as somebody: for managers, and where one is nobody of the policy. */
function Whose({ person, own }: { person: string | undefined; own: string | undefined }) {
  const navigate = useNavigate({ from: '/inbox' })
  const people = [...usePeople().values()]
  return (
    <Select
      size="xs"
      w={200}
      searchable
      placeholder="Look as…"
      aria-label="Whose inbox"
      value={person ?? null}
      data={people.map((one) => ({ value: one.id, label: one.id === own ? `${one.name} (me)` : one.name }))}
      onChange={(chosen) =>
        void navigate({
          to: '/inbox',
          search: (before) => ({ ...before, as: chosen && chosen !== own ? chosen : undefined }),
        })
      }
    />
  )
}

function InboxOf({ person }: { person: string }) {
  const { show = 'decide' } = route.useSearch()
  const navigate = useNavigate({ from: '/inbox' })
  const open = useAllHandoffs({ inbox: person, sort: 'due' })
  const tasks = useAllTasks({ inbox: person })
  if (open.error) return <ProblemNotice thrown={open.error} onRetry={open.retry} />
  const parts = partsOf(open.rows)
  const chooser = (
    <SegmentedControl
      size="xs"
      value={show}
      aria-label="What"
      data={[
        { value: 'decide', label: counted('To decide', parts.decide.length) },
        { value: 'work', label: counted('In work', parts.work.length) },
        { value: 'tasks', label: counted('Tasks', tasks.rows.length) },
        { value: 'returned', label: counted('Came back', parts.returned.length) },
      ]}
      onChange={(chosen) =>
        void navigate({ to: '/inbox', search: (before) => ({ ...before, show: chosen as InboxSearch['show'] }) })
      }
    />
  )
  if (show === 'tasks') return <Tasks tasks={tasks.rows} loading={tasks.loading} tools={chooser} />
  return <Handoffs key={show} part={show} handoffs={parts[show]} loading={open.loading} tools={chooser} />
}

/** What is offered and wants a decision, what is accepted and wants work, and what was sent and came back. */
function partsOf(rows: readonly Handoff[]): Record<Part, Handoff[]> {
  const parts: Record<Part, Handoff[]> = { decide: [], work: [], returned: [] }
  for (const row of rows) parts[partOf(row)].push(row)
  return parts
}

const partOf = ({ state }: Handoff): Part =>
  state === 'returned' ? 'returned' : state === 'accepted' ? 'work' : 'decide'

const counted = (text: string, many: number): string => (many > 0 ? `${text} ${many}` : text)
