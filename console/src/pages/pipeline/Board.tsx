import { TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { type ReactNode, useMemo, useState } from 'react'
import type { Schemas } from '@/api/client'
import type { CrmRecord } from '@/api/records'
import listCss from '@/components/list/List.module.css'
import css from './Board.module.css'
import { BoardColumn } from './BoardColumn'
import type { Finding } from './findings'
import { NoRecord } from './RecordList'
import { type StageSum, valueFirst } from './stages'
import { useBoardCursor } from './useBoardCursor'

export interface BoardProps {
  kind: Schemas['KindView']
  records: readonly CrmRecord[]
  sums: readonly StageSum[]
  currency: string
  now: Date
  findings: ReadonlyMap<string, readonly Finding[]>
  /** The records that entered a stage around its gate, by name. */
  around: ReadonlySet<string>
  /** Only the records with these words in their names are here. */
  words: string
  onWords: (words: string | undefined) => void
  /** Filters above the board. */
  tools: ReactNode
  /** Records may be moved: dragged onto a stage, whose gate is asked then. */
  mayMove: boolean
  /** Opens a record, asked about a stage where it is said. */
  onOpen: (record: CrmRecord, into?: string) => void
  /** A column came near its end. */
  onEnd: () => void
}

/** The records by stage, as columns. */
export function Board(props: BoardProps) {
  const { kind, records, sums, onOpen } = props
  const [dragged, setDragged] = useState<CrmRecord>()
  const columns = useMemo(
    () =>
      sums.map((sum) =>
        valueFirst(
          kind,
          records.filter((record) => record.stage === sum.stage),
        ),
      ),
    [kind, records, sums],
  )
  const at = useBoardCursor(
    columns.map((column) => column.length),
    ({ column, row }) => {
      const record = columns[column]?.[row]
      if (record) onOpen(record)
    },
  )
  return (
    <>
      <div className={listCss.tools}>
        <TextInput
          size="xs"
          w={220}
          aria-label={`Filter ${kind.name}`}
          placeholder="Filter…"
          value={props.words}
          leftSection={<IconSearch size={14} aria-hidden />}
          onChange={(event) => props.onWords(event.currentTarget.value || undefined)}
        />
        {props.tools}
      </div>
      {records.length === 0 && <NoRecord kind={kind.name} />}
      <div className={css.board} hidden={records.length === 0}>
        {sums.map((sum, column) => (
          <BoardColumn
            key={sum.stage}
            {...props}
            sum={sum}
            records={columns[column] ?? []}
            cursor={at.column === column ? at.row : undefined}
            dragged={dragged}
            onDrag={setDragged}
          />
        ))}
      </div>
    </>
  )
}
