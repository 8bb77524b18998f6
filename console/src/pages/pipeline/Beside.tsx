import { Drawer } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Schemas } from '@/api/client'
import type { Violation } from '@/api/gates'
import { recordQuery } from '@/api/records'
import { Loaded } from '@/components/Loaded'
import type { Finding } from './findings'
import { Inside } from './Inside'

interface Props {
  kind: Schemas['KindView']
  /** The id of the record that is open; nothing while it is `undefined`. */
  id: string | undefined
  into: string | undefined
  findings: ReadonlyMap<string, readonly Finding[]>
  violations: readonly Violation[]
  now: Date
  onAsk: (into: string) => void
  onClose: () => void
}

/** The record that is open, beside the pipeline. */
export function Beside({ kind, id, findings, violations, onClose, ...inside }: Props) {
  const record = useQuery({ ...recordQuery(kind.name, id ?? ''), enabled: id !== undefined })
  const name = `${kind.name} ${id}`
  return (
    <Drawer
      opened={id !== undefined}
      onClose={onClose}
      position="right"
      size="lg"
      title={id && (record.data?.title ?? name)}
    >
      {id !== undefined && (
        <Loaded query={record} height={480}>
          {(known) => (
            <Inside
              {...inside}
              key={known.id}
              record={known}
              kind={kind}
              findings={findings.get(name) ?? []}
              violations={violations.filter((one) => one.record === name)}
            />
          )}
        </Loaded>
      )}
    </Drawer>
  )
}
