import { expect, test } from './test.ts'

/** Pictures of every page, light and dark, on a desk and on a phone: `npm run screenshots`, some of them with `-- -g NAME`. */
const pages: Record<string, string> = {
  oversight: '/',
  inbox: '/inbox?as=ana@acme.example',
  handoffs: '/handoffs',
  handoff: '/handoffs/HANDOFF',
  record: '/records/RECORD',
  queues: '/queues',
  pipeline: '/pipeline',
  'pipeline-list': '/pipeline?view=list',
  customers: '/customers',
  'customers-health': '/customers?show=health',
  'customers-renewals': '/customers?show=renewals',
  reports: '/reports?point=mql_to_sdr',
  'reports-compared': '/reports?point=mql_to_sdr&against=before',
  map: '/map',
  'map-stages': '/map?of=stages',
  policy: '/policy',
  'policy-edit': '/policy?tab=edit',
  'policy-publish': '/policy?tab=publish',
  'policy-history': '/policy?tab=history',
  ledger: '/ledger',
  settings: '/settings',
  account: '/settings/account',
  people: '/settings/people',
  tokens: '/settings/tokens',
  endpoints: '/settings/endpoints',
  'personal-data': '/settings/personal-data',
  enter: '/enter',
}
const views = {
  desk: { width: 1440, height: 900 },
  phone: { width: 390, height: 844 },
}

for (const colorScheme of ['light', 'dark'] as const) {
  for (const [view, viewport] of Object.entries(views)) {
    test.describe(() => {
      test.use({ colorScheme, viewport })
      for (const [name, path] of Object.entries(pages)) {
        const picture = `${name}-${view}-${colorScheme}`
        test(picture, async ({ page, service }) => {
          await page.goto(service.url + (await found(service.url, path)))
          await page.getByRole('heading').first().waitFor()
          await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
          await page.evaluate(() => document.fonts.ready)
          // What comes in by a short movement has come to rest by then.
          await page.waitForTimeout(500)
          await page.screenshot({ path: `screenshots/${picture}.png`, animations: 'disabled' })
        })
      }
    })
  }
}

/** `path` with the first open handoff, or its record. */
async function found(service: string, path: string): Promise<string> {
  if (!/HANDOFF|RECORD/.test(path)) return path
  const answer = await fetch(`${service}/v1/handoffs?open=true&limit=1`)
  const { handoffs } = (await answer.json()) as { handoffs: Array<{ id: string; record: string }> }
  const [one] = handoffs
  return path.replace('HANDOFF', one?.id ?? '').replace('RECORD', one?.record.replace(' ', '/') ?? '')
}
