import { type ReactNode, useMemo } from 'react'
import type { Schemas } from '@/api/client'
import type { CrmRecord } from '@/api/records'
import { Empty } from '@/components/Empty'
import { List } from '@/components/list/List'
import { columns } from './columns'
import type { Finding } from './findings'
import { StageStrip } from './StageStrip'
import type { StageSum } from './stages'

interface Props {
  kind: Schemas['KindView']
  records: readonly CrmRecord[]
  sums: readonly StageSum[]
  currency: string
  now: Date
  findings: ReadonlyMap<string, readonly Finding[]>
  around: ReadonlySet<string>
  tools: ReactNode
  /** The stage that is shown; all where it is not said. */
  stage: string | undefined
  onStage: (stage: string | undefined) => void
  onOpen: (record: CrmRecord) => void
  onEnd: () => void
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

/** Where no record is worked: how they come. */
export function NoRecord({ kind }: { kind: string }) {
  return (
    <Empty title={`No ${kind} to show`}>
      Records come from your CRM: send them to the API, or import them. Where a filter is set, it leaves all of them
      out.
    </Empty>
  )
}
