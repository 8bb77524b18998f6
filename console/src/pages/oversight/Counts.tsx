import { Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { MatrixRow } from '@/api/reports'
import { count } from '@/time/units'
import css from './Matrix.module.css'

const tallies = [
  { of: 'open', name: 'open', search: { open: true }, tone: undefined },
  { of: 'at_risk', name: 'at risk', search: { clock: 'at_risk' }, tone: 'soon' },
  { of: 'breached', name: 'breached', search: { clock: 'breached' }, tone: 'bad' },
] as const

/** How the open handoffs of a point stand now; each number opens its handoffs. */
export function Counts({ row }: { row: Pick<MatrixRow, 'point' | 'open' | 'at_risk' | 'breached'> }) {
  return (
    <div className={css.counts}>
      {tallies.map(({ of, name, search, tone }) => (
        <Link
          key={of}
          className={css.count}
          data-tone={row[of] > 0 ? tone : undefined}
          to="/handoffs"
          search={{ point: row.point, ...search }}
        >
          <strong>{count(row[of])}</strong>
          <Text size="xs" c="var(--quiet)">
            {name}
          </Text>
        </Link>
      ))}
    </div>
  )
}
