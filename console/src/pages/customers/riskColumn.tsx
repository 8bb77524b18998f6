import { Group } from '@mantine/core'
import type { Column } from '@/components/list/columns'
import { Findings } from '../pipeline/Findings'
import type { Finding } from '../pipeline/findings'

/** What failure modes found in a customer. */
export const riskColumn = <Row extends { findings: readonly Finding[] }>(): Column<Row> => ({
  id: 'risk',
  title: 'Risk',
  key: (row) => (row.findings.length > 0 ? row.findings.map((finding) => finding.title).join(', ') : undefined),
  render: (row) => (
    <Group gap={4} wrap="nowrap">
      <Findings of={row.findings} />
    </Group>
  ),
  width: 230,
  wideOnly: true,
})
