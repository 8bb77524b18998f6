import { accessible, expect, test } from './test.ts'

test('a report is compared with the period before, and its chart is taken away', async ({ page, open }) => {
  await open('/reports?point=mql_to_sdr')
  await expect(page.getByRole('heading', { name: 'What became of them' })).toBeVisible()
  await accessible(page)
  await page.getByRole('combobox', { name: 'Compare with' }).click()
  await page.getByRole('option', { name: 'the period before' }).click()
  await expect(page.getByText(/better|worse/).first()).toBeVisible()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: /Save the chart/ }).click()
  await page.getByRole('menuitem', { name: 'As SVG' }).click()
  expect((await download).suggestedFilename()).toBe('Week by week.svg')
})

test('the map draws what is governed and what is not, and lists the same', async ({ page, open }) => {
  await open('/map')
  await expect(page.locator('.react-flow__edge').first()).toBeVisible()
  await expect(page.getByRole('region', { name: 'Handovers' }).getByText('no handoff point').first()).toBeVisible()
  await page.getByText('Governed', { exact: true }).click()
  await expect(page.getByRole('region', { name: 'Handovers' }).getByText('no handoff point')).toHaveCount(0)
})

test('the ledger is read and verified to its end', async ({ page, open }) => {
  await open('/ledger')
  await expect(page.getByRole('region', { name: 'Entries' })).toBeVisible()
  await accessible(page)
  await page.getByRole('region', { name: 'Entries' }).getByRole('row').nth(1).click()
  await expect(page.getByRole('dialog')).toContainText('The event, as it is kept')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Verify' }).click()
  await expect(page.getByText('The chain is intact')).toBeVisible({ timeout: 45_000 })
})

test('the ledger tells what happened, by whom, and from which end', async ({ page, open }) => {
  await open('/ledger')
  const rows = page.getByRole('region', { name: 'Entries' }).getByRole('row')
  const first = async () => Number(await rows.nth(1).getByRole('cell').first().textContent())
  const last = await first()
  expect(last).toBeGreaterThan(1)
  await page.getByRole('combobox', { name: 'What happened' }).click()
  await page.getByRole('option', { name: 'handoff accepted' }).click()
  await expect(page).toHaveURL(/what=handoff_accepted/)
  await expect(rows.nth(1)).toContainText('handoff accepted')
  await page.getByRole('combobox', { name: 'By whom' }).fill('nobody@acme.example')
  await expect(page.getByText('No entry fits')).toBeVisible({ timeout: 30_000 })
  await open('/ledger?order=oldest')
  expect(await first()).toBe(1)
  await accessible(page)
})

test('settings show people, accounts, tokens, endpoints and personal data', async ({ page, open }) => {
  for (const section of ['people', 'accounts', 'tokens', 'endpoints', 'personal-data', 'about', 'account']) {
    await open(`/settings/${section}`)
    await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible()
    await accessible(page)
  }
})

test('what is kept for how long is told, and stands in the policy', async ({ page, open }) => {
  await open('/settings/personal-data')
  await expect(page.getByRole('heading', { name: 'Kept for a while' })).toBeVisible()
  await page.getByRole('link', { name: 'policy’s records' }).click()
  await expect(page.getByRole('table', { name: 'Fields of lead' })).toContainText('personal')
  await accessible(page)
})

test('an endpoint is switched off and on again without its secrets', async ({ page, open }) => {
  await open('/settings/endpoints')
  await page.getByRole('textbox', { name: 'Name' }).fill('crm')
  await page.getByRole('textbox', { name: 'Address' }).fill('https://crm.example/hook')
  await page.getByRole('button', { name: 'Add' }).click()
  const told = page.getByRole('switch', { name: 'crm is told' })
  await expect(told).toBeChecked()
  // The switch itself lies below what is drawn of it.
  await told.click({ force: true })
  await expect(told).not.toBeChecked()
  await page.reload()
  await expect(told).not.toBeChecked()
  await told.click({ force: true })
  await expect(told).toBeChecked()
  await accessible(page)
})

test('everything is reached by keyboard', async ({ page, open }) => {
  await open('/')
  await page.keyboard.press('g')
  await page.keyboard.press('q')
  await expect(page).toHaveURL(/\/queues/)
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+k')
  await page.getByRole('textbox', { name: 'Search or do' }).fill('ledger')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/ledger/)
})
