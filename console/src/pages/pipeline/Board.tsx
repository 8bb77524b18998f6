import { useMemo, useState } from 'react'
import type { CrmRecord } from '@/api/records'
import { FilterBox } from '@/components/list/FilterBox'
import listCss from '@/components/list/List.module.css'
import css from './Board.module.css'
import { BoardColumn } from './BoardColumn'
import { NoRecord } from './NoRecord'
import type { Shown } from './shown'
import { valueFirst } from './stages'
import { useBoardCursor } from './useBoardCursor'

export interface BoardProps extends Shown {
  /** Only the records with these words in their names are here. */
  words: string
  onWords: (words: string | undefined) => void
  /** Records may be moved: dragged onto a stage, whose gate is asked then. */
  mayMove: boolean
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
        <FilterBox label={kind.name} words={props.words} onWords={(words) => props.onWords(words || undefined)} />
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
