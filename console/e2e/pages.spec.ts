import { accessible, expect, test } from './test.ts'

test('the map draws what is governed and what is not, and lists the same', async ({ page, open }) => {
  await open('/map')
  await expect(page.locator('.react-flow__edge').first()).toBeVisible()
  await expect(page.getByRole('region', { name: 'Handovers' }).getByText('no handoff point').first()).toBeVisible()
  await page.getByText('Governed', { exact: true }).click()
  await expect(page.getByRole('region', { name: 'Handovers' }).getByText('no handoff point')).toHaveCount(0)
})

test('the map of stages tells how records move on, and opens the report of what opened there', async ({
  page,
  open,
}) => {
  await open('/map')
  await page.getByText('Stages', { exact: true }).click()
  await expect(page.locator('.react-flow__node').getByText('MQL', { exact: true })).toBeVisible()
  await page.getByRole('combobox', { name: 'Kind' }).click()
  await page.getByRole('option', { name: 'lead' }).click()
  await expect(page).toHaveURL(/of=stages.*kind=lead|kind=lead.*of=stages/)
  await accessible(page)
  const moves = page.getByRole('region', { name: 'Moves' })
  await moves.getByText('Lead/MQL → SDR').first().click()
  await expect(page).toHaveURL(/reports\?.*point=mql_to_sdr/)
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

test('a record is found by its name', async ({ page, open, service }) => {
  const answer = await fetch(`${service.url}/v1/records?kind=opportunity&limit=1`)
  const { records } = (await answer.json()) as { records: Array<{ id: string; title: string }> }
  const [one] = records
  await open('/')
  await page.keyboard.press('Control+k')
  const box = page.getByRole('textbox', { name: 'Search or do' })
  await box.fill('no such name anywhere')
  await expect(page.getByText('Nothing is called so.')).toBeVisible()
  await box.fill(`${one?.title.toLowerCase()} ${one?.id}`)
  await expect(page.getByRole('button', { name: `opportunity ${one?.id}` })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`/records/opportunity/${one?.id}`))
})

test('the handoff at hand is acted on from the palette', async ({ page, open }) => {
  await open('/inbox?as=cho%40acme.example')
  await expect(page.getByRole('region', { name: 'Handoffs to act on' }).getByRole('row').nth(1)).toBeVisible()
  await page.keyboard.press('Control+k')
  await page.getByRole('textbox', { name: 'Search or do' }).fill('return')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: /^Return: / })).toBeVisible()
})
