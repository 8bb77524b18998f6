import { Alert, Button, Group, Select, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Schemas } from '@/api/client'
import { changeStage, gateQuery } from '@/api/gates'
import { usePolicy } from '@/api/policy'
import type { CrmRecord } from '@/api/records'
import { RecordFields } from '@/components/handoff/RecordFields'
import { Loaded } from '@/components/Loaded'
import { named } from '@/components/named'
import { Reasons } from '@/components/Reasons'
import { RecordLink } from '@/components/RecordLink'
import { Section } from '@/components/Section'
import { useDoing } from '@/components/useDoing'
import { useMay } from '@/session/me'
import { nextStage } from './stages'
import { Waive } from './Waive'

/** A record of the pipeline: what each stage asks for, moving it through the gate, and an exception. */
export function Inside({ record, kind }: { record: CrmRecord; kind: Schemas['KindView'] }) {
  const { workspace } = usePolicy()
  const [into, setInto] = useState(nextStage(kind, record.stage) ?? kind.stages[0] ?? '')
  const gate = useQuery(gateQuery(kind.name, record.id, into))
  return (
    <Stack gap="lg">
      <Text size="sm">
        <RecordLink record={`${record.kind} ${record.id}`} title={record.title} />, in{' '}
        {named(record.stage ?? 'no stage')}
      </Text>
      <Select
        size="xs"
        label="May it enter"
        allowDeselect={false}
        data={kind.stages.map((stage) => ({ value: stage, label: named(stage) }))}
        value={into}
        onChange={(stage) => stage && setInto(stage)}
      />
      <Loaded query={gate} height={160}>
        {(answer) => (
          <>
            <Alert
              color={answer.allowed ? 'teal' : 'red'}
              title={answer.allowed ? `Yes, into ${named(into)}` : `Not yet into ${named(into)}`}
            >
              <Reasons reasons={answer.reasons} />
            </Alert>
            <Move record={record} kind={kind} into={into} allowed={answer.allowed} />
            {!answer.allowed && answer.gates[0] && (
              <Waive record={record} gate={answer.gates[0]} rules={answer.blocked_by} />
            )}
          </>
        )}
      </Loaded>
      <Section title="What is known">
        <RecordFields record={record} kind={kind} currency={workspace.currency} />
      </Section>
    </Stack>
  )
}

function Move({
  record,
  kind,
  into,
  allowed,
}: {
  record: CrmRecord
  kind: Schemas['KindView']
  into: string
  allowed: boolean
}) {
  const may = useMay('ask and pass gates')
  const [reason, setReason] = useState('')
  const isBack = kind.stages.indexOf(into) < kind.stages.indexOf(record.stage ?? '')
  const moving = useDoing(changeStage, {
    done: `It is in ${named(into)} now.`,
    failed: 'The gate did not let it through',
    changes: ['records', 'gates', 'handoffs', 'violations'],
  })
  if (!may || into === record.stage) return null
  return (
    <Group gap="sm" align="end">
      {isBack && (
        <TextInput
          size="xs"
          label="Why back?"
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      )}
      <Button
        size="xs"
        disabled={!allowed || (isBack && !reason)}
        loading={moving.busy}
        onClick={() => void moving.run({ kind: kind.name, record: record.id, into, ...(reason && { reason }) })}
      >
        Move into {named(into)}
      </Button>
    </Group>
  )
}
