import AxeBuilder from '@axe-core/playwright'
import { test as base, expect, type Page } from '@playwright/test'
import { type Service, serve } from './service.ts'

/** A browser before a service of the test file's own, which holds the made-up year and is open to this machine. */
export const test = base.extend<{ open: (path: string) => Promise<void> }, { service: Service }>({
  service: [
    // biome-ignore lint/correctness/noEmptyPattern: the fixtures' form
    async ({}, use) => {
      const service = await serve(process.env.TOLLGATE_YEAR)
      await use(service)
      await service.stop()
    },
    { scope: 'worker' },
  ],
  open: async ({ page, service }, use) => {
    const faults: string[] = []
    page.on('pageerror', (fault) => faults.push(String(fault)))
    page.on('console', (said) => said.type() === 'error' && faults.push(said.text()))
    page.on(
      'request',
      (request) =>
        request.url().startsWith(process.env.TOLLGATE_CONSOLE_AT ?? service.url) ||
        request.url().startsWith('data:') ||
        faults.push(`asks elsewhere: ${request.url()}`),
    )
    await use(async (path) => {
      await page.goto((process.env.TOLLGATE_CONSOLE_AT ?? service.url) + path)
      // Before there is a heading nothing is busy, as nothing is there.
      await page.getByRole('heading').first().waitFor()
      await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
    })
    expect(faults).toEqual([])
  },
})

export { expect }

/** Holds the page to what everybody can use: no serious fault that axe knows. */
export async function accessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  const serious = violations.filter((fault) => fault.impact === 'serious' || fault.impact === 'critical')
  expect(serious.map((fault) => `${fault.id}: ${fault.nodes.map((node) => node.html).join('\n')}`)).toEqual([])
}
