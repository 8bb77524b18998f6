import { mkdirSync } from 'node:fs'
import { chromium } from '@playwright/test'
import { serve } from './service.ts'
import year from './year.ts'

/** Pictures of every page, light and dark, on a desk and on a phone: `npm run screenshots`, optionally with parts of their names. */
const only = process.argv.slice(2)
const folder = new URL('../screenshots/', import.meta.url)

year()
const service = await serve(process.env.TOLLGATE_YEAR)
const handoffs = (await (await fetch(`${service.url}/v1/handoffs?open=true&limit=1`)).json()) as {
  handoffs: Array<{ id: string; record: string }>
}
const one = handoffs.handoffs[0]

const pages: Record<string, string> = {
  oversight: '/',
  inbox: '/inbox',
  handoffs: '/handoffs',
  handoff: `/handoffs/${one?.id}`,
  record: `/records/${one?.record.replace(' ', '/')}`,
  queues: '/queues',
  pipeline: '/pipeline',
  customers: '/customers',
  reports: '/reports?point=mql_to_sdr',
  map: '/map',
  policy: '/policy',
  'policy-edit': '/policy?tab=edit',
  'policy-publish': '/policy?tab=publish',
  'policy-history': '/policy?tab=history',
  ledger: '/ledger',
  settings: '/settings',
  account: '/settings/account',
  people: '/settings/people',
  endpoints: '/settings/endpoints',
  enter: '/enter',
}
const views = {
  desk: { width: 1440, height: 900 },
  phone: { width: 390, height: 844 },
}

mkdirSync(folder, { recursive: true })
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
})
for (const colorScheme of ['light', 'dark'] as const) {
  for (const [view, viewport] of Object.entries(views)) {
    const page = await browser.newPage({ viewport, colorScheme, locale: 'en-GB', reducedMotion: 'reduce' })
    for (const [name, path] of Object.entries(pages)) {
      const picture = `${name}-${view}-${colorScheme}`
      if (only.length > 0 && !only.some((part) => picture.includes(part))) continue
      await page.goto(service.url + path)
      await page.waitForLoadState('load')
      await page
        .locator('[aria-busy="true"]')
        .waitFor({ state: 'hidden' })
        .catch(() => undefined)
      await page.waitForTimeout(600)
      await page.screenshot({ path: new URL(`${picture}.png`, folder).pathname })
      console.log(picture)
    }
    await page.close()
  }
}
await browser.close()
await service.stop()
