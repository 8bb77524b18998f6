import type { SpotlightActionData } from '@mantine/spotlight'
import { IconBolt } from '@tabler/icons-react'
import { words } from '@/acts/act'
import { useAtHand } from '@/acts/atHand'
import { nameOf } from '@/acts/useAct'
import { useUsual } from '@/acts/useUsual'

/** Acts on what the reader has before them. */
export function useActions(): SpotlightActionData[] {
  const atHand = useAtHand()
  const handoffs = atHand?.handoffs ?? []
  const [first] = handoffs
  const on = handoffs.length > 1 ? `${handoffs.length} handoffs` : first ? nameOf(first) : ''
  return useUsual(handoffs).map((kind) => ({
    id: `act ${kind}`,
    group: `With ${on}`,
    label: words[kind].button,
    description: on,
    leftSection: <IconBolt size={18} stroke={1.6} aria-hidden />,
    onClick: () => atHand?.begin(kind, handoffs),
  }))
}
