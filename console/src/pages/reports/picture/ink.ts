/** The colours of charts, on the page as the style sheets name them, and in pictures as they are on screen right now. */

const named = {
  sheet: 'var(--sheet)',
  text: 'var(--mantine-color-text)',
  quiet: 'var(--quiet)',
  line: 'var(--line)',
  main: 'var(--mantine-primary-color-filled)',
  second: 'light-dark(var(--mantine-color-teal-8), var(--mantine-color-teal-5))',
  calm: 'var(--mantine-color-gray-5)',
  routing: 'var(--mantine-color-grape-filled)',
  waiting: 'var(--mantine-color-yellow-filled)',
  offHours: 'var(--mantine-color-gray-4)',
  paused: 'var(--mantine-color-gray-6)',
} as const

export type Ink = Readonly<Record<keyof typeof named, string>>

/** The colours of a chart on the page: they follow the scheme. */
export const ink: Ink = named

/** The same without the page: those of the scheme that is shown. */
export function dried(): Ink {
  const probe = document.body.appendChild(document.createElement('span'))
  const colours = Object.entries(named).map(([name, colour]) => {
    probe.style.color = colour
    return [name, getComputedStyle(probe).color]
  })
  probe.remove()
  return Object.fromEntries(colours)
}
