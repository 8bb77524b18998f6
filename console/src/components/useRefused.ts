import { type RefObject, useEffect, useRef } from 'react'

/** Goes to a field once it was refused, with what was typed selected, so that it is typed anew. */
export function useRefused(error: string | undefined): RefObject<HTMLInputElement | null> {
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (!error) return
    field.current?.focus()
    field.current?.select()
  }, [error])
  return field
}
