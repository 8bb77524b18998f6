import { PersonName } from '../PersonName'
import type { Column } from './columns'

/** Who has a row, by name; left out on a phone. */
export function ownerColumn<Row extends { owner?: string | null }>(width = 150): Column<Row> {
  return {
    id: 'owner',
    title: 'Owner',
    key: (row) => row.owner,
    render: (row) => <PersonName id={row.owner} />,
    width,
    wideOnly: true,
  }
}
