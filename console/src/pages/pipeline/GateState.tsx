import { Badge, Text, Tooltip } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Schemas } from '@/api/client'
import { type GateAnswer, gateQuery } from '@/api/gates'
import { named } from '@/components/named'
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
  const [says, how] = gate.data ? answered(gate.data) : ASKING
  // The tooltip is there from the start: one that comes with each answer is a turn of drawing for each of them.
  return (
    <Tooltip label={gate.data && <Lines into={into} of={missing(gate.data)} />} disabled={!gate.data}>
      <Badge tabIndex={0} color={tone[how]}>
        {says}
      </Badge>
    </Tooltip>
  )
}

const ASKING: [string, Tone] = ['asking…', 'calm']

function answered({ allowed, blocked_by, warned_by }: GateAnswer): [string, Tone] {
  if (!allowed) return [`${blocked_by.length} missing`, 'bad']
  return warned_by.length ? [`${warned_by.length} to mind`, 'soon'] : ['ready', 'good']
}

/** How often the close date was put off, as the gate saw it; nothing where it never was. */
export function Pushes({ kind, record, into }: Props) {
  const gate = useQuery({ ...gateQuery(kind.name, record, into ?? ''), enabled: into !== undefined })
  const pushed = gate.data ? pushes(kind, gate.data) : 0
  if (pushed === 0) return null
  return (
    <Badge color="gray" title={`The close date was put off ${pushed === 1 ? 'once' : `${pushed} times`}`}>
      pushed {pushed}×
    </Badge>
  )
}

function Lines({ into, of }: { into: string; of: readonly string[] }) {
  if (of.length === 0) return `Nothing is missing for ${named(into)}.`
  return [`For ${named(into)}:`, ...of].map((line) => <div key={line}>{line}</div>)
}

function Quiet({ children }: { children: string }) {
  return (
    <Text span inherit c="var(--quiet)">
      {children}
    </Text>
  )
}
