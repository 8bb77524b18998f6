import { Badge, Tooltip } from '@mantine/core'
import type { Schemas } from '@/api/client'
import type { Tone } from '@/theme'
import { tone } from '@/theme'
import { named } from './named'

export type Health = Schemas['HealthView']

const tones: Record<string, Tone> = { green: 'good', yellow: 'soon', red: 'bad' }

/** A score of health and the band that it lies in; with its signals on hover. */
export function HealthBadge({ health }: { health: Health }) {
  const score = health.score == null ? '' : `${Math.round(health.score)} `
  return (
    <Tooltip label={<SignalsInFull health={health} />}>
      <Badge tabIndex={0} color={tone[tones[health.band] ?? 'calm']}>
        {score}
        {health.band}
      </Badge>
    </Tooltip>
  )
}

function SignalsInFull({ health }: { health: Health }) {
  return health.signals.map((signal) => (
    <div key={signal.name}>
      {named(signal.name)}: {short(signal.value)}
    </div>
  ))
}

/** A value as it is looked over: two places behind the point are enough. */
export function short(value: string | null | undefined): string {
  if (value == null) return 'stale or unknown'
  return /^-?\d+\.\d{3,}$/.test(value) ? Number(value).toFixed(2) : value
}
