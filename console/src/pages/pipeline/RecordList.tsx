import { useMemo } from 'react'
import { List } from '@/components/list/List'
import { columns } from './columns'
import { NoRecord } from './NoRecord'
import { StageStrip } from './StageStrip'
import type { Shown } from './shown'

interface Props extends Shown {
  /** The stage that is shown; all where it is not said. */
  stage: string | undefined
  onStage: (stage: string | undefined) => void
}

/** The records as a list, under the sums of their stages. */
export function RecordList(props: Props) {
  const { kind, records, currency, now, findings, around, stage } = props
  const shown = useMemo(() => columns(kind, currency, around, findings, now), [kind, currency, around, findings, now])
  const rows = useMemo(() => (stage ? records.filter((record) => record.stage === stage) : records), [records, stage])
  return (
    <>
      <StageStrip sums={props.sums} chosen={stage} currency={currency} onChoose={props.onStage} />
      <List
        id={`pipeline ${kind.name}`}
        label={kind.name}
        rows={rows}
        isPartial={props.isPartial}
        columns={shown}
        rowId={(row) => row.id}
        onOpen={props.onOpen}
        onEnd={props.onEnd}
        height="calc(100dvh - 230px)"
        tools={props.tools}
        empty={<NoRecord kind={kind.name} />}
      />
    </>
  )
}
