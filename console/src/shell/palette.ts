import { createSpotlight } from '@mantine/spotlight'
import type { KeyboardEvent } from 'react'

/** Whether the palette is open, and opening it. */
export const [palette, { open: openPalette }] = createSpotlight()

export const isPaletteOpen = (): boolean => palette.getState().opened

/** Enter opens the first of what came late too, of which nothing was chosen. */
export function openFirst(event: KeyboardEvent): void {
  if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
  const list = document.getElementById(palette.getState().listId)
  if (!list?.querySelector('[data-selected]')) list?.querySelector<HTMLElement>('[data-action]')?.click()
}
