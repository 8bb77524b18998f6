import type { Column } from '@/components/list/columns'

/** Which customer a row is about. */
export const customerColumn = <Row>(name: (row: Row) => string, width?: number): Column<Row> => ({
  id: 'record',
  title: 'Customer',
  key: name,
  render: name,
  width,
})
