import { Group, Text } from '@mantine/core'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, useState } from 'react'
import type { CrmRecord } from '@/api/records'
import { named } from '@/components/named'
import { count, money } from '@/time/units'
import type { BoardProps } from './Board'
import css from './Board.module.css'
import { Card } from './Card'
import type { StageSum } from './stages'

/** A card and the space above it. */
const CARD_PX = 124

interface Props extends BoardProps {
  sum: StageSum
  /** The card that the keyboard is on, where it is in this column. */
  cursor: number | undefined
  dragged: CrmRecord | undefined
  onDrag: (record: CrmRecord | undefined) => void
}

/** A stage with its records; one that is dropped here is asked whether it may enter. */
export function BoardColumn(props: Props) {
  const { sum, records, cursor, dragged, onDrag, onOpen, onEnd, kind, currency, now, findings, around, mayMove } = props
  const [isOver, setOver] = useState(false)
  const scroll = useRef<HTMLUListElement>(null)
  const window = useVirtualizer({
    count: records.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => CARD_PX,
    overscan: 4,
  })
  useEffect(() => {
    if (cursor) window.scrollToIndex(cursor)
  }, [cursor, window])
  const last = window.getVirtualItems().at(-1)?.index ?? 0
  useEffect(() => {
    if (records.length > 0 && last >= records.length - 8) onEnd()
  }, [last, records.length, onEnd])
  const takes = dragged !== undefined && dragged.stage !== sum.stage
  return (
    <section
      className={css.column}
      aria-label={named(sum.stage)}
      data-dropping={(takes && isOver) || undefined}
      onDragOver={(event) => {
        if (!takes) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={() => {
        setOver(false)
        if (takes) onOpen(dragged, sum.stage)
      }}
    >
      <Head sum={sum} currency={currency} />
      <ul ref={scroll} className={css.cards}>
        <li aria-hidden style={{ height: window.getTotalSize() + 8 }} />
        {window.getVirtualItems().map(({ index, start }) => {
          const record = records[index] as CrmRecord
          const name = `${record.kind} ${record.id}`
          return (
            <li key={record.id} className={css.place} style={{ transform: `translateY(${start}px)` }}>
              <Card
                record={record}
                kind={kind}
                currency={currency}
                now={now}
                findings={findings.get(name)}
                isAround={around.has(name)}
                isHere={index === cursor}
                onOpen={() => onOpen(record)}
                onDrag={mayMove ? onDrag : undefined}
              />
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function Head({ sum, currency }: { sum: StageSum; currency: string }) {
  return (
    <div className={css.head}>
      <Group justify="space-between" gap={8}>
        <Text size="sm" fw={600}>
          {named(sum.stage)}
        </Text>
        <Text size="sm" c="var(--quiet)">
          {count(sum.count)}
        </Text>
      </Group>
      {sum.weighted !== undefined && (
        <Text size="xs" c="var(--quiet)">
          {money(sum.value, currency)} · weighted {money(sum.weighted, currency)}
        </Text>
      )}
    </div>
  )
}
