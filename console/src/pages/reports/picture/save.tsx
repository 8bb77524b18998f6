/** Pictures as files. */

import type { ReactElement } from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'

/** Saves a drawing as an SVG file. */
export function saveSvg(sheet: ReactElement, name: string): void {
  save(new Blob([textOf(sheet)], { type: 'image/svg+xml' }), `${name}.svg`)
}

/** How many pixels of a PNG file stand for one of the drawing, so that letters stay sharp. */
const SHARP = 2

/** Saves a drawing as a PNG file. */
export async function savePng(sheet: ReactElement, name: string): Promise<void> {
  const picture = new Image()
  // A `blob:` would be refused: pictures may come from `data:` alone.
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(textOf(sheet))}`
  await picture.decode()
  const canvas = document.createElement('canvas')
  canvas.width = SHARP * picture.naturalWidth
  canvas.height = SHARP * picture.naturalHeight
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
  canvas.toBlob((blob) => blob && save(blob, `${name}.png`))
}

/** What React draws of `sheet`, beside the page and without its style sheets. */
function textOf(sheet: ReactElement): string {
  const host = document.createElement('div')
  const root = createRoot(host)
  flushSync(() => root.render(sheet))
  const text = new XMLSerializer().serializeToString(host.firstElementChild as Element)
  root.unmount()
  return text
}

function save(blob: Blob, name: string): void {
  const link = Object.assign(document.createElement('a'), { href: URL.createObjectURL(blob), download: name })
  link.click()
  // Some browsers begin to read only after the click has returned.
  setTimeout(() => URL.revokeObjectURL(link.href), 1_000)
}
