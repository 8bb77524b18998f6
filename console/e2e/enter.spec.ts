import { test as base, expect } from '@playwright/test'
import { type Service, serve } from './service.ts'
import { accessible } from './test.ts'

const test = base.extend<{ fresh: Service }>({
  // biome-ignore lint/correctness/noEmptyPattern: the fixtures' form
  fresh: async ({}, use) => {
    const service = await serve()
    await use(service)
    await service.stop()
  },
})

test('a new service teaches what to do first, and the link in its log makes an administrator', async ({
  page,
  fresh,
}) => {
  await page.goto(fresh.url)
  await expect(page.getByRole('heading', { name: 'Send a record' })).toBeVisible()
  await accessible(page)

  await expect.poll(() => /\/enter#setup=\S+/.exec(fresh.log())?.[0]).toBeTruthy()
  await page.goto(fresh.url + /\/enter#setup=\S+/.exec(fresh.log())?.[0])
  await page.getByRole('textbox', { name: 'Name' }).fill('root@acme.example')
  await page.getByLabel('Password', { exact: false }).first().fill('seven wooden toll bridges')
  await accessible(page)
  await page.getByRole('button', { name: 'Make the account' }).click()
  await expect(page.getByRole('heading', { name: 'Oversight' })).toBeVisible()

  await page.goto(`${fresh.url}/settings/account`)
  await expect(page.getByText('administrator', { exact: true }).first()).toBeVisible()
  const zone = page.getByRole('combobox', { name: 'Time zone' })
  await zone.fill('Kiritimati')
  await page.getByRole('option', { name: 'Pacific/Kiritimati' }).click()
  await expect(zone).toHaveValue('Pacific/Kiritimati')
  const used = page.getByText('(this one), used').getByRole('time').first()
  const there = new Intl.DateTimeFormat('en-GB', { timeZone: 'Pacific/Kiritimati', hour: '2-digit', minute: '2-digit' })
  const at = new Date((await used.getAttribute('datetime')) ?? '')
  await expect(used).toContainText(there.format(at))
  await accessible(page)
  await page.getByRole('button', { name: /root@acme.example/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page.getByRole('heading', { name: 'Sign in to Tollgate' })).toBeVisible()

  await page.goto(`${fresh.url}/queues`)
  await expect(page.getByRole('heading', { name: 'Sign in to Tollgate' })).toBeVisible()
  await page.getByRole('textbox', { name: 'Name' }).fill('root@acme.example')
  await page.getByLabel('Password', { exact: false }).first().fill('not this one at all')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('alert')).toBeVisible()
  await page.getByLabel('Password', { exact: false }).first().fill('seven wooden toll bridges')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).toHaveURL(/\/queues/)
})

test('a link that is not good says so before anybody types a password', async ({ page, fresh }) => {
  await page.goto(`${fresh.url}/enter#link=nothing`)
  await expect(page.getByRole('alert')).toContainText('ask an administrator for another')
  await expect(page.getByRole('textbox')).toHaveCount(0)
  await accessible(page)
  await page.goto(fresh.url)
  await page.goto(`${fresh.url}/enter#setup=nothing`)
  await expect(page.getByRole('alert')).toContainText('start the service again')
})

test('a new service has a made-up company made to look around in, beside what is its own', async ({ page, fresh }) => {
  await page.goto(fresh.url)
  await page.getByRole('button', { name: 'Look around in a made-up company' }).click()
  await expect(page.getByRole('progressbar')).toBeVisible()
  await expect(page).toHaveURL(`${fresh.url}/w/made_up`, { timeout: 120_000 })
  await expect(page.getByRole('table').getByRole('row')).toHaveCount(7)
  await accessible(page)

  await page.getByRole('link', { name: 'Back to your own' }).click()
  await expect(page.getByText('no record yet')).toBeVisible()
  await expect(page.getByRole('link', { name: 'To the made-up company' })).toBeVisible()
})
