import { Badge, Group, Paper, Table, Text } from '@mantine/core'
import type { Schemas } from '@/api/client'
import type { Agreed } from '@/api/policy'
import { daysOf } from '@/components/keeping'
import { named, titled } from '@/components/named'

type KindView = Schemas['KindView']

/** The kinds of record: their stages, their fields, and what is kept for how long. */
export function Records({ policy }: { policy: Agreed }) {
  return (
    <>
      {policy.kinds.map((kind) => (
        <Paper key={kind.name} p="lg" component="article">
          <Text fw={600}>{titled(kind.name)}</Text>
          <Text size="sm" c="var(--quiet)" mb="sm">
            {stagesOf(kind)}
            {kind.called.length > 0 && `; called by ${kind.called.map(named).join(', ')}`}
            {kind.keep != null &&
              `; its personal fields are kept for ${daysOf(kind.keep)} from the last that is heard of it`}
          </Text>
          <Table.ScrollContainer type="native" minWidth={640} tabIndex={0}>
            <Table layout="fixed" aria-label={`Fields of ${kind.name}`}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th w="24%">Field</Table.Th>
                  <Table.Th>Holds</Table.Th>
                  <Table.Th w="18%">Kept for</Table.Th>
                  <Table.Th>Note</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {kind.fields.map((field) => (
                  <Field key={field.name} field={field} kind={kind} />
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        </Paper>
      ))}
    </>
  )
}

function Field({ field, kind }: { field: Schemas['FieldView']; kind: KindView }) {
  return (
    <Table.Tr>
      <Table.Td>
        <Group gap={6}>
          {named(field.name)} {field.personal && <Badge color="gray">personal</Badge>}
        </Group>
      </Table.Td>
      <Table.Td>{holds(field)}</Table.Td>
      <Table.Td>{keptFor(field, kind)}</Table.Td>
      <Table.Td c="var(--quiet)">{field.note}</Table.Td>
    </Table.Tr>
  )
}

function stagesOf({ stages, closed }: KindView): string {
  if (stages.length === 0) return 'Without stages'
  return stages.map((stage) => named(stage) + (closed.includes(stage) ? ' (closed)' : '')).join(' → ')
}

function holds({ type, of, to }: Schemas['FieldView']): string {
  if (type === 'link' && to) return `link to ${to}`
  return of.length > 0 ? `one of ${of.map(named).join(', ')}` : type
}

/** The rule that ends first is the one that counts; which it is depends on the record, so both are told. */
function keptFor(field: Schemas['FieldView'], kind: KindView): string {
  const alone = field.keep != null && daysOf(field.keep)
  const together = field.personal && kind.keep != null && `${daysOf(kind.keep)} with the record`
  return [alone, together].filter(Boolean).join(', or ') || 'always'
}
