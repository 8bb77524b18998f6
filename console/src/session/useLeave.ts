import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { answerOf, api } from '@/api/client'

/** Signs out, and forgets what was shown. */
export function useLeave(): () => Promise<void> {
  const client = useQueryClient()
  const navigate = useNavigate()
  return async () => {
    await answerOf(api.DELETE('/v1/session'))
    client.clear()
    await navigate({ to: '/enter' })
  }
}
