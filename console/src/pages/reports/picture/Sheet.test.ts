import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { columnsOf } from '../buckets'
import type { Week } from '../weeks'
import { bars } from './bars'
import { columns } from './columns'
import type { Ink } from './ink'
import { heightOf, Lines } from './lines'
import { plotOf } from './plot'
import { type Draw, INNER, Sheet } from './Sheet'
import { stacks } from './stacks'

const ink = new Proxy({}, { get: () => 'rgb(1, 2, 3)' }) as Ink
const about = {
  point: 'mql_to_sdr',
  title: 'Lead to SDR',
  period: { from: '2026-03-02', to: '2026-05-30' },
  compared: { from: '2025-03-02', to: '2025-05-30' },
}
const drawn = (draw: Draw) => renderToStaticMarkup(createElement(Sheet, { title: 'A chart', about, draw, ink }))

const bar = (before?: number) => [{ id: 'a', label: 'Offered', bars: [{ share: 0.5, before, text: '12, 50%' }] }]
const week = { number: 0, name: '2026-W46', sla: 1, conversion: null, offered: 4, open: 3, isOpen: true } satisfies Week
const minute = { up_to: 60_000_000, count: 3 }

const charts: Readonly<Record<string, [Draw, string]>> = {
  bars: [(ink) => bars(ink, ['Of those offered'], bar(0.4)), '12, 50%'],
  columns: [(ink) => columns(ink, columnsOf([minute], [minute]), 'in working time', []), 'in working time'],
  stacks: [
    (ink) => stacks(ink, [{ title: 'Accept', parts: [{ name: 'paused', share: 1, text: '1 h', colour: 'paused' }] }]),
    'paused',
  ],
  lines: [
    (ink) => {
      const plot = plotOf([week], [], INNER)
      return { height: heightOf(plot), body: createElement(Lines, { ink, plot, now: [week], before: [] }) }
    },
    'W46',
  ],
}

describe('a picture of a chart', () => {
  it.each(Object.keys(charts))('of %s says what it is, and needs no style sheet', (name) => {
    const [draw, said] = charts[name] as [Draw, string]
    const picture = drawn(draw)
    expect(picture).toContain('A chart')
    expect(picture).toContain('Lead to SDR, offered 2 Mar 2026 – 30 May 2026')
    expect(picture).toContain(said)
    expect(picture).not.toMatch(/NaN|undefined|var\(|class=|style=/)
  })

  it('names the other period where that is in it', () => {
    const other = 'compared with 2 Mar 2025 – 30 May 2025'
    expect(drawn((ink) => bars(ink, ['Of those offered'], bar(0.4)))).toContain(other)
    expect(drawn((ink) => bars(ink, ['Of those offered'], bar()))).not.toContain(other)
  })
})
