import { Badge } from '@mantine/core'
import { type Tone, tone } from '@/theme'

const tones: Readonly<Record<string, Tone>> = {
  held: 'soon',
  offered: 'live',
  accepted: 'good',
  completed: 'good',
  returned: 'soon',
  rejected: 'bad',
  recycled: 'calm',
  withdrawn: 'calm',
  todo: 'live',
  open: 'live',
  blocked: 'calm',
  done: 'good',
  overdue: 'bad',
}

/** Where something stands, in a word and a colour. */
export function State({ state }: { state: string }) {
  return <Badge color={tone[tones[state] ?? 'calm']}>{state}</Badge>
}
