import { Badge, Group, Text } from '@mantine/core'
import type { Schemas } from '@/api/client'
import type { CrmRecord } from '@/api/records'
import { PersonName } from '@/components/PersonName'
import { rough } from '@/time/span'
import { money } from '@/time/units'
import css from './Board.module.css'
import { Closes } from './Closes'
import { Findings } from './Findings'
import type { Finding } from './findings'
import { GateState, Pushes } from './GateState'
import { closesOn, nextStage, worthOf } from './stages'

export interface CardProps {
  record: CrmRecord
  kind: Schemas['KindView']
  currency: string
  now: Date
  findings: readonly Finding[] | undefined
  /** It entered a stage around its gate. */
  isAround: boolean
  /** The keyboard is on it. */
  isHere: boolean
  onOpen: () => void
  /** Where it may be dragged. */
  onDrag: ((record: CrmRecord | undefined) => void) | undefined
}

/** A record on the board: what it is worth, how long it stands there, and what speaks against it. */
export function Card({ record, kind, currency, now, findings, isAround, isHere, onOpen, onDrag }: CardProps) {
  const worth = worthOf(kind, record)
  const gate = { kind, record: record.id, into: nextStage(kind, record.stage) }
  return (
    <article
      className={css.card}
      data-cursor={isHere || undefined}
      draggable={onDrag !== undefined}
      onDragStart={() => onDrag?.(record)}
      onDragEnd={() => onDrag?.(undefined)}
    >
      <Group justify="space-between" wrap="nowrap" gap={8}>
        <button type="button" className={css.open} onClick={onOpen}>
          {record.title ?? record.id}
        </button>
        {worth !== undefined && <Text size="sm">{money(worth, currency)}</Text>}
      </Group>
      <Group justify="space-between" wrap="nowrap" gap={8} mt={2}>
        <Text size="xs" c="var(--quiet)" truncate>
          {rough(now.getTime() - Date.parse(record.stage_since))} here · <PersonName id={record.owner} />
        </Text>
        {kind.forecast && (
          <Text size="xs" c="var(--quiet)" flex="none" component="div">
            <Closes on={closesOn(kind, record)} now={now} />
          </Text>
        )}
      </Group>
      <div className={css.badges}>
        <GateState {...gate} />
        <Pushes {...gate} />
        {isAround && <Badge color="red">around a gate</Badge>}
        <Findings of={findings} />
      </div>
    </article>
  )
}
