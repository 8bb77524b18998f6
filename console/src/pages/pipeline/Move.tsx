import { Button, Group, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Schemas } from '@/api/client'
import { changeStage } from '@/api/gates'
import type { CrmRecord } from '@/api/records'
import { named } from '@/components/named'
import { useDoing } from '@/components/useDoing'
import { useMay } from '@/session/me'

interface Props {
  record: CrmRecord
  kind: Schemas['KindView']
  into: string
  allowed: boolean
}

/** Moves a record through the gate; back only with a reason. */
export function Move({ record, kind, into, allowed }: Props) {
  const may = useMay('pass gates')
  const [reason, setReason] = useState('')
  const isBack = kind.stages.indexOf(into) < kind.stages.indexOf(record.stage ?? '')
  const moving = useDoing(changeStage, {
    done: `${record.title ?? record.id} is in ${named(into)} now.`,
    failed: 'The gate did not let it through',
    changes: ['records', 'gates', 'handoffs', 'violations', 'reports'],
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
