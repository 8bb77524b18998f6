import { Paper, Text } from '@mantine/core'
import type { Schemas } from '@/api/client'
import { Figure } from '@/components/Figure'
import { titled } from '@/components/named'
import { moved } from './compare'
import { Moved } from './Moved'
import css from './Report.module.css'

type FigureView = Schemas['FigureView']

interface Props {
  figures: readonly FigureView[]
  before: readonly FigureView[] | undefined
  currency: string
}

const same = (one: FigureView, other: FigureView) => one.kpi === other.kpi && one.qualifier === other.qualifier

/** The figures that the point is reviewed by, against another period where there is one. */
export function Figures({ figures, before, currency }: Props) {
  return (
    <div className={css.figures}>
      {figures.map((figure) => (
        <Paper key={`${figure.kpi} ${figure.qualifier}`} p="sm">
          <Text size="xs" c="var(--quiet)">
            {titled(figure.kpi)}
            {figure.qualifier ? `, ${figure.qualifier.replace('p50', 'median')}` : ''}
          </Text>
          <Figure figure={figure} currency={currency} size="lg" />
          {before && <Against figure={figure} before={before.find((other) => same(figure, other))} />}
        </Paper>
      ))}
    </div>
  )
}

function Against({ figure, before }: { figure: FigureView; before: FigureView | undefined }) {
  const move = moved(figure, before)
  if (move)
    return (
      <div>
        <Moved move={move} inFull />
      </div>
    )
  return (
    <Text size="xs" c="var(--quiet)">
      nothing to compare with
    </Text>
  )
}
