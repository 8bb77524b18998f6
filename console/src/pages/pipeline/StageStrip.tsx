import { Text } from '@mantine/core'
import { named } from '@/components/named'
import { count, money } from '@/time/units'
import css from './StageStrip.module.css'
import type { StageSum } from './stages'

interface Props {
  sums: readonly StageSum[]
  chosen: string | undefined
  currency: string
  onChoose: (stage: string | undefined) => void
}

/** The stages with what is in them; one of them can be chosen. */
export function StageStrip({ sums, chosen, currency, onChoose }: Props) {
  return (
    <div className={css.strip}>
      {sums.map((sum) => (
        <button
          key={sum.stage}
          type="button"
          className={css.stage}
          aria-pressed={chosen === sum.stage}
          onClick={() => onChoose(chosen === sum.stage ? undefined : sum.stage)}
        >
          <Text size="xs" c="var(--quiet)">
            {named(sum.stage)}
          </Text>
          <Text fw={600}>
            {count(sum.count)}
            {sum.value > 0 ? ` · ${money(sum.value, currency)}` : ''}
          </Text>
          <Text size="xs" c="var(--quiet)">
            {sum.weighted === undefined ? '\u00a0' : `weighted ${money(sum.weighted, currency)}`}
          </Text>
        </button>
      ))}
    </div>
  )
}
