import { revokeToken } from '@/api/account'
import { useDoing } from '@/components/useDoing'

/** Has a token open nothing any more. */
export const useRevoking = () =>
  useDoing(revokeToken, { done: 'It opens nothing any more.', failed: 'It was not revoked', changes: ['tokens'] })
