import type { Page } from '@playwright/test'
import { expect, test } from './test.ts'

/**
 * How long one waits for each page and for each act, in milliseconds: as one line of JSON for a browser that never was here, and
 * one for a browser that was.
 */
const pages: Record<string, string> = {
  oversight: '/',
  inbox: '/inbox?as=cho%40acme.example',
  handoffs: '/handoffs',
  queues: '/queues',
  pipeline: '/pipeline',
  customers: '/customers',
  onboarding: '/customers?show=onboarding',
  health: '/customers?show=health',
  renewals: '/customers?show=renewals',
  reports: '/reports?point=mql_to_sdr',
  map: '/map',
  stages: '/map?of=stages',
  policy: '/policy',
  ledger: '/ledger',
}

/** What is told of a page: when something was painted first, when its heading was there, and when all that it asked for was. */
interface Opened {
  painted: number
  heading: number
  filled: number
}

test.beforeAll('what the service finds ahead of time is found', async ({ service }) => {
  const today = new Date()
  const day = (back: number) => new Date(today.getTime() - back * 86_400_000).toISOString().slice(0, 10)
  const usual = `from=${day(89)}&to=${day(0)}`
  // The matrix is found first, the points and the map after it, and each waits for the one before.
  await fetch(`${service.url}/v1/reports/matrix?${usual}&trend=13`)
  const { points } = (await (await fetch(`${service.url}/v1/policy`)).json()) as { points: Array<{ id: string }> }
  for (const point of points) await fetch(`${service.url}/v1/reports/points/${point.id}?${usual}`)
  for (const report of ['handovers', 'moves']) await fetch(`${service.url}/v1/reports/${report}?${usual}`)
})

for (const [name, path] of Object.entries(pages))
  test(`${name} is opened`, async ({ page, service }) => {
    tell(name, await opened(page, service.url + path))
    tell(`${name}, again`, await opened(page, service.url + path))
  })

test('an act is answered', async ({ page, service }) => {
  await opened(page, service.url + pages.inbox)
  const list = page.getByRole('region', { name: 'Handoffs to act on' })
  await page.getByRole('textbox', { name: 'Filter Handoffs to act on' }).fill('offered')
  await expect(list.getByText('offered').first()).toBeVisible()
  await page.getByRole('textbox', { name: 'Filter Handoffs to act on' }).blur()
  for (const go of [1, 2, 3]) {
    const took = await page.evaluate(
      () =>
        new Promise<number>((told) => {
          const said = () => document.querySelectorAll('[role="alert"]').length
          const [before, from] = [said(), performance.now()]
          const look = () => (said() > before ? told(performance.now() - from) : requestAnimationFrame(look))
          document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', bubbles: true }))
          look()
        }),
    )
    tell(`accept, ${go}`, { answered: Math.round(took) })
  }
})

const tell = (what: string, times: object) => process.stdout.write(`${JSON.stringify({ what, ...times })}\n`)

/** Opens a page, and tells when what of it was there. */
async function opened(page: Page, url: string): Promise<Opened> {
  await page.addInitScript(() => {
    const seen = window as unknown as { seen: Partial<Record<'heading' | 'filled', number>> }
    seen.seen = {}
    const look = () => {
      if (document.querySelector('main h1')) seen.seen.heading ??= performance.now()
      const isBusy = document.querySelector('[aria-busy="true"]') !== null
      if (seen.seen.heading && !isBusy) seen.seen.filled ??= performance.now()
      else if (isBusy) seen.seen.filled = undefined
      requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })
  await page.goto(url)
  await page.getByRole('heading').first().waitFor()
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
  return page.evaluate(() => {
    const { heading = 0, filled = 0 } = (window as unknown as { seen: { heading?: number; filled?: number } }).seen
    const [painted] = performance.getEntriesByName('first-contentful-paint')
    return {
      painted: Math.round(painted?.startTime ?? 0),
      heading: Math.round(heading),
      filled: Math.round(filled),
    }
  })
}
