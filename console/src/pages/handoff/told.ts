import type { Endpoint } from '@/api/endpoints'

interface Message {
  sequence: number
  next_at?: string | null
}

/** How far an endpoint was told of `entries`, of which `undelivered` did not reach it. */
export function told(
  entries: readonly number[],
  { enabled, cursor }: Pick<Endpoint, 'enabled' | 'cursor'>,
  undelivered: readonly Message[],
): { text: string; isGood: boolean } {
  const failed = undelivered.filter((message) => entries.includes(message.sequence))
  const parked = failed.filter((message) => !message.next_at).length
  const ahead = entries.filter((entry) => entry > cursor).length
  if (parked > 0) return { text: `${parked} given up`, isGood: false }
  if (failed.length > 0) return { text: `${failed.length} tried again`, isGood: false }
  if (ahead === 0) return { text: 'told of all that it asks for', isGood: true }
  return enabled ? { text: 'on its way', isGood: true } : { text: 'switched off', isGood: false }
}
