import { accessible, expect, test } from './test.ts'

test('kickoffs stand with their clocks and tasks', async ({ page, open }) => {
  await open('/customers')
  const list = page.getByRole('region', { name: /Implementation/ })
  await expect(list.getByRole('columnheader', { name: 'kickoff', exact: true })).toBeVisible()
  await expect(list.getByText(/^\d of 4/).first()).toBeVisible()
  await accessible(page)
  await list.getByRole('row').nth(1).click()
  await expect(page).toHaveURL(/\/handoffs\//)
})

test('a task of the onboarding is done', async ({ page, open }) => {
  await open('/customers?show=onboarding')
  await page.getByRole('region', { name: 'Progress of playbooks' }).getByRole('row').nth(1).click()
  const dialog = page.getByRole('dialog')
  const done = dialog.getByRole('button', { name: /^Done/ }).first()
  await expect(done).toBeVisible()
  await accessible(page)
  await done.click()
  await expect(page.getByText('Done.', { exact: true })).toBeVisible()
})

test('health has its signals, and a customer opens', async ({ page, open }) => {
  await open('/customers?show=health')
  const list = page.getByRole('region', { name: 'Health of customers' })
  await expect(list.getByRole('columnheader', { name: 'Seats active' })).toBeVisible()
  // The one that is least well stands on top.
  await expect(list.getByRole('row').nth(1)).toContainText(/red|unknown/)
  await accessible(page)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/records\/customer\//)
})

test('renewals stand by the day on which they are due, what is past on top', async ({ page, open }) => {
  await open('/customers?show=renewals')
  const list = page.getByRole('region', { name: 'Renewals' })
  await expect(list.getByRole('row').nth(1)).toContainText(/was due|in \d+ d|today/)
  await expect(list.getByText('Late renewals').first()).toBeVisible()
  await accessible(page)
})
