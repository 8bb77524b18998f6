import { Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { MatrixRow } from '@/api/reports'
import { count } from '@/time/units'
import css from './Matrix.module.css'

/** How the open handoffs of a point stand now; each number opens its handoffs. */
export function Counts({ row }: { row: Pick<MatrixRow, 'point' | 'open' | 'at_risk' | 'breached'> }) {
  const { point } = row
  return (
    <div className={css.counts}>
      <Link className={css.count} to="/handoffs" search={{ point, open: true }}>
        <Tally of={row.open} name="open" />
      </Link>
      <Link
        className={css.count}
        data-tone={row.at_risk > 0 ? 'soon' : undefined}
        to="/handoffs"
        search={{ point, clock: 'at_risk' }}
      >
        <Tally of={row.at_risk} name="at risk" />
      </Link>
      <Link
        className={css.count}
        data-tone={row.breached > 0 ? 'bad' : undefined}
        to="/handoffs"
        search={{ point, clock: 'breached' }}
      >
        <Tally of={row.breached} name="breached" />
      </Link>
    </div>
  )
}

function Tally({ of, name }: { of: number; name: string }) {
  return (
    <>
      <strong>{count(of)}</strong>
      <Text size="xs" c="var(--quiet)">
        {name}
      </Text>
    </>
  )
}
