import { Checkbox, Drawer, Text } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { type ReactNode, useMemo, useState } from 'react'
import { type ActKind, usualForAll, words } from '@/acts/act'
import { usePutAtHand } from '@/acts/atHand'
import { useActing } from '@/acts/useActing'
import type { Handoff } from '@/api/handoffs'
import { Coming, Empty } from '@/components/Empty'
import { List } from '@/components/list/List'
import { useNow } from '@/time/useNow'
import { useColumns } from '../handoffs/columns'
import { Bulk } from './Bulk'
import css from './Inbox.module.css'
import { Pane } from './Pane'

/** What of an inbox is shown: what is to be decided, what is in work, and what came back. */
export type Part = 'decide' | 'work' | 'returned'

interface Props {
  part: Part
  handoffs: readonly Handoff[]
  loading: boolean
  tools: ReactNode
}

const nothing: Record<Part, { title: string; says: string }> = {
  decide: {
    title: 'All decided',
    says: 'Nothing waits for your decision. What is offered to you or your queues comes here by itself.',
  },
  work: { title: 'Nothing in work', says: 'What you accept stays here until it is completed.' },
  returned: { title: 'Nothing came back', says: 'What a receiver returns comes here with what it lacks.' },
}

const keyed: readonly ActKind[] = ['accept', 'return', 'reject', 'recycle', 'next_step']

/** Handoffs to act on, with the one that the keyboard is on beside them. */
export function Handoffs({ part, handoffs, loading, tools }: Props) {
  const now = useNow()
  const isNarrow = useMediaQuery('(max-width: 1000px)')
  const [at, setAt] = useState<string>()
  const [open, setOpen] = useState(false)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const { busy, begin, dialog } = useActing(() => setChosen(new Set()))
  const flip = (handoff: Handoff) => setChosen((before) => flipped(before, handoff.id))
  const base = useColumns(now)
  const columns = useMemo(() => {
    const box = (row: Handoff) => (
      <Checkbox
        size="xs"
        aria-label={`Choose ${row.record_title ?? row.record}`}
        checked={chosen.has(row.id)}
        onClick={(event) => event.stopPropagation()}
        onChange={() => setChosen((before) => flipped(before, row.id))}
      />
    )
    return [
      { id: 'chosen', title: '', render: box, width: 52 },
      ...base.filter((column) => column.id !== 'owner' && column.id !== 'offered'),
    ]
  }, [base, chosen])
  const current = handoffs.find((handoff) => handoff.id === at)
  const targets = handoffs.filter((handoff) => chosen.has(handoff.id))
  usePutAtHand(targets.length > 0 ? targets : current ? [current] : [], begin)
  const acts = (row: Handoff) => {
    const on = targets.length > 0 ? targets : [row]
    const usual = usualForAll(on)
    const can = keyed.filter((kind) => usual.includes(kind))
    return Object.fromEntries([
      ['x', () => flip(row)],
      ...can.map((kind) => [words[kind].key ?? '', () => begin(kind, on)]),
    ])
  }
  return (
    <div className={css.panes}>
      <div>
        <List
          id="inbox"
          label="Handoffs to act on"
          rows={handoffs}
          columns={columns}
          rowId={(row) => row.id}
          first={{ by: 'due', down: false }}
          onAt={(row) => setAt(row?.id)}
          onOpen={() => setOpen(true)}
          keys={acts}
          height="calc(100dvh - 126px)"
          tools={
            targets.length === 0 ? (
              tools
            ) : (
              <Bulk chosen={targets} busy={busy} onAct={begin} onClear={() => setChosen(new Set())} />
            )
          }
          empty={loading ? <Coming /> : <Empty title={nothing[part].title}>{nothing[part].says}</Empty>}
        />
      </div>
      <aside className={css.pane} aria-label="The handoff">
        {current ? (
          <Pane handoff={current} busy={busy} now={now} onAct={(kind) => begin(kind, [current])} />
        ) : (
          <Text size="sm" c="var(--quiet)">
            Choose a handoff.
          </Text>
        )}
      </aside>
      {isNarrow && (
        <Drawer
          opened={open && current !== undefined}
          onClose={() => setOpen(false)}
          position="bottom"
          size="92%"
          title="Handoff"
        >
          {current && <Pane handoff={current} busy={busy} now={now} onAct={(kind) => begin(kind, [current])} />}
        </Drawer>
      )}
      {dialog}
    </div>
  )
}

function flipped(before: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const after = new Set(before)
  if (!after.delete(id)) after.add(id)
  return after
}
