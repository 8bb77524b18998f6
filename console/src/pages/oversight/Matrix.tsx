import { Badge, Group, Text, UnstyledButton } from '@mantine/core'
import { lazy, Suspense } from 'react'
import type { Schemas } from '@/api/client'
import type { MatrixRow } from '@/api/reports'
import { Figure } from '@/components/Figure'
import { PageLink } from '@/components/links'
import { named } from '@/components/named'
import type { Period } from '@/components/period/periods'
import { count } from '@/time/units'
import { Counts } from './Counts'
import type { Watched } from './Findings'
import css from './Matrix.module.css'

const Trend = lazy(() => import('./Trend').then((module) => ({ default: module.Trend })))

interface Props {
  matrix: Schemas['Matrix']
  period: Period
  onFailure: (watched: Watched) => void
}

/** The oversight matrix: a row a handoff point, each figure with its derivation and the handoffs behind it. */
export function Matrix({ matrix, period, onFailure }: Props) {
  return (
    <table className={css.matrix}>
      <thead>
        <tr>
          <th scope="col">Handoff</th>
          <th scope="col">Reviewed by</th>
          <th scope="col">SLA kept</th>
          <th scope="col">Now</th>
          <th scope="col">Accepted</th>
          <th scope="col">Returned</th>
          <th scope="col">Failure modes</th>
        </tr>
      </thead>
      <tbody>
        {matrix.points.map((row) => (
          <Row key={row.point} row={row} currency={matrix.currency} period={period} onFailure={onFailure} />
        ))}
      </tbody>
    </table>
  )
}

interface RowProps {
  row: MatrixRow
  currency: string
  period: Period
  onFailure: (watched: Watched) => void
}

function Row({ row, currency, period, onFailure }: RowProps) {
  const behind = { point: row.point, offered_from: period.from, offered_to: period.to }
  return (
    <tr>
      <td>
        <PageLink to="/reports" search={{ point: row.point, ...period }} fw={600} c="inherit">
          {row.title}
        </PageLink>
        <Text size="xs" c="var(--quiet)">
          {named(row.from)} → {named(row.to)}
        </Text>
        {row.focus && (
          <Text size="xs" c="var(--quiet)" maw={230}>
            {row.focus}
          </Text>
        )}
        <Text size="xs" c="var(--quiet)">
          <PageLink
            to="/handoffs"
            search={{ point: row.point, offered_from: period.from, offered_to: period.to }}
            c="inherit"
          >
            {count(row.offered)} offered
          </PageLink>
          , {count(row.completed)} completed
        </Text>
      </td>
      <td data-title="Reviewed by">
        <Text size="xs" c="var(--quiet)">
          {named(row.primary.kpi)}
        </Text>
        <Figure figure={row.primary} currency={currency} size="lg" behind={behind} />
        <div className={css.trend}>
          {row.trend && (
            <Suspense fallback={null}>
              <Trend weeks={row.trend} currency={currency} />
            </Suspense>
          )}
        </div>
      </td>
      <td data-title="SLA kept">
        <Figure figure={row.sla} currency={currency} behind={behind} />
      </td>
      <td data-title="Now">
        <Counts row={row} />
      </td>
      <td data-title="Accepted">
        <Figure figure={row.acceptance} currency={currency} behind={behind} />
      </td>
      <td data-title="Returned">
        <Figure figure={row.returns} currency={currency} behind={behind} />
      </td>
      <td data-title="Failure modes">
        <Failures row={row} onFailure={onFailure} />
      </td>
    </tr>
  )
}

function Failures({ row, onFailure }: Pick<RowProps, 'row' | 'onFailure'>) {
  return (
    <Group gap={6}>
      {row.failures.map((failure) => (
        <UnstyledButton
          key={failure.mode}
          disabled={failure.count === 0}
          onClick={() => onFailure({ point: row.point, mode: failure.mode, title: failure.title })}
        >
          <Badge color={failure.count > 0 ? 'orange' : 'gray'}>
            {failure.title}: {count(failure.count)}
          </Badge>
        </UnstyledButton>
      ))}
    </Group>
  )
}
