import { useMemo } from 'react'
import { useNow } from './useNow'

const MINUTE = 60_000

/** The time, anew each minute: for lists, which need not be drawn again each second. */
export function useMinute(): Date {
  const minute = Math.floor(useNow().getTime() / MINUTE)
  return useMemo(() => new Date(minute * MINUTE), [minute])
}
