import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import type { Schemas } from '@/api/client'
import { violationsQuery, waiversQuery } from '@/api/gates'
import { usePolicy } from '@/api/policy'
import type { CrmRecord } from '@/api/records'
import { Loaded } from '@/components/Loaded'
import { useMay } from '@/session/me'
import { useMinute } from '@/time/useMinute'
import { Beside } from './Beside'
import { Board } from './Board'
import { fitting, useFindings } from './findings'
import { Modes } from './Modes'
import { RecordList } from './RecordList'
import type { PipelineSearch } from './search'
import { sums, withWords } from './stages'
import { useRecords } from './useRecords'
import { Violations } from './Violations'
import { Waivers } from './Waivers'

const route = getRouteApi('/inside/pipeline')

/** The pipeline of a kind of record: as a board or a list, what went around its gates, and what was let past them. */
export function OfKind({ kind }: { kind: Schemas['KindView'] }) {
  const { stage, view = 'board', mode, record: open, into, q = '' } = route.useSearch()
  const navigate = useNavigate({ from: '/pipeline' })
  const put = useCallback(
    (change: Partial<PipelineSearch>) =>
      void navigate({ search: (before) => ({ ...before, ...change }), replace: true }),
    [navigate],
  )
  const { currency } = usePolicy().workspace
  const found = useRecords(kind.name)
  const findings = useFindings(kind.name)
  const violations = useQuery(violationsQuery)
  const waivers = useQuery(waiversQuery)
  const mayMove = useMay('pass gates')
  const now = useMinute()
  const bypasses = useMemo(() => violations.data?.filter(about(kind)), [violations.data, kind])
  const waived = useMemo(() => waivers.data?.filter(about(kind)), [waivers.data, kind])
  const around = useMemo(() => new Set(violations.data?.map((one) => one.record)), [violations.data])
  const words = view === 'board' ? q : ''
  const records = useMemo(
    () => found.data && fitting(withWords(found.data, words), mode, findings.of),
    [found.data, words, mode, findings.of],
  )
  const totals = useMemo(() => sums(kind, records ?? []), [kind, records])
  const modes = (
    <Modes modes={findings.modes} chosen={mode} isPartial={found.isPartial} onChoose={(to) => put({ mode: to })} />
  )
  const ask = (id: string, asked?: string) => put({ record: id, into: asked })
  const shared = {
    kind,
    currency,
    now,
    around,
    findings: findings.of,
    sums: totals,
    tools: modes,
    isPartial: found.isPartial,
    onOpen: (record: CrmRecord, asked?: string) => ask(record.id, asked),
    onEnd: found.more,
  }
  return (
    <>
      {(view === 'board' || view === 'list') && (
        <Loaded query={{ ...found, data: records }} height={560} flush>
          {(all) =>
            view === 'board' ? (
              <Board {...shared} records={all} words={q} onWords={(words) => put({ q: words })} mayMove={mayMove} />
            ) : (
              <RecordList {...shared} records={all} stage={stage} onStage={(to) => put({ stage: to })} />
            )
          }
        </Loaded>
      )}
      {view === 'violations' && (
        <Loaded query={{ ...violations, data: bypasses }} height={560} flush>
          {(all) => <Violations violations={all} tools={null} onOpen={ask} />}
        </Loaded>
      )}
      {view === 'waivers' && (
        <Loaded query={{ ...waivers, data: waived }} height={560} flush>
          {(all) => <Waivers waivers={all} now={now} tools={null} onOpen={ask} />}
        </Loaded>
      )}
      <Beside
        kind={kind}
        id={open}
        into={into}
        findings={findings.of}
        violations={violations.data ?? []}
        now={now}
        onAsk={(asked) => put({ into: asked })}
        onClose={() => put({ record: undefined, into: undefined })}
      />
    </>
  )
}

/** Whether something is about a record of this kind. */
const about =
  (kind: Schemas['KindView']) =>
  ({ record }: { record: string }): boolean =>
    record.startsWith(`${kind.name} `)
