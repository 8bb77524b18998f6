import { Badge, Text, Tooltip } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Schemas } from '@/api/client'
import { gateQuery } from '@/api/gates'
import { named } from '@/components/Clock'
import type { Tone } from '@/theme'
import { tone } from '@/theme'
import { missing, pushes } from './gate'

interface Props {
  kind: Schemas['KindView']
  record: string
  into: string | undefined
}

/** Whether a record may enter the next stage, and what is missing; asked only of records that are drawn. */
export function GateState({ kind, record, into }: Props) {
  const gate = useQuery({ ...gateQuery(kind.name, record, into ?? ''), enabled: into !== undefined })
  if (!into) return <Quiet>the last stage</Quiet>
  if (gate.error) return <Quiet>not asked</Quiet>
  if (!gate.data) return <Quiet>asking…</Quiet>
  const { allowed, blocked_by, warned_by } = gate.data
  const pushed = pushes(kind, gate.data)
  const [says, how]: [string, Tone] = !allowed
    ? [`${blocked_by.length} missing for ${named(into)}`, 'bad']
    : warned_by.length
      ? [`${warned_by.length} to mind for ${named(into)}`, 'soon']
      : [`ready for ${named(into)}`, 'good']
  return (
    <>
      <Tooltip label={<Lines of={missing(gate.data)} />}>
        <Badge tabIndex={0} color={tone[how]}>
          {says}
        </Badge>
      </Tooltip>{' '}
      {pushed > 0 && (
        <Badge color="gray" title={`The close date was put off ${pushed === 1 ? 'once' : `${pushed} times`}`}>
          pushed {pushed}×
        </Badge>
      )}
    </>
  )
}

function Lines({ of }: { of: readonly string[] }) {
  if (of.length === 0) return 'nothing is missing'
  return of.map((line) => <div key={line}>{line}</div>)
}

function Quiet({ children }: { children: string }) {
  return (
    <Text span inherit c="var(--quiet)">
      {children}
    </Text>
  )
}
