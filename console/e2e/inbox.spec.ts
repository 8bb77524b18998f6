import { accessible, expect, test } from './test.ts'

const ANA = '/inbox?as=cho%40acme.example'

test('handoffs are accepted, given a next step and rejected without leaving the list', async ({
  page,
  open,
  service,
}) => {
  const offered = await offeredToCho(service.url)
  await open(ANA)
  const list = page.getByRole('region', { name: 'Handoffs to act on' })
  await expect(list.getByRole('row').nth(1)).toBeVisible()
  await accessible(page)

  const filter = page.getByRole('textbox', { name: 'Filter Handoffs to act on' })
  await filter.fill(offered)
  await expect(list.getByRole('row')).toHaveCount(2)
  await filter.blur()
  await page.keyboard.press('a')
  await expect(page.getByText(/ accepted\.$/)).toBeVisible()
  await page.getByText(/^In work/).click()
  await expect(list.getByText('accepted').first()).toBeVisible()
  await page.keyboard.press('n')
  await page.getByRole('textbox', { name: 'What', exact: true }).fill('Call with their head of finance')
  await page.getByLabel('By when').fill('2030-01-07T10:00')
  await page.getByRole('button', { name: 'Set the next step' }).click()
  await expect(page.getByText(/has a next step/)).toBeVisible()
  await expect(page.getByRole('dialog')).toHaveCount(0)

  await page.keyboard.press('e')
  await page.getByRole('dialog').getByRole('radio').first().check()
  await page.getByRole('dialog').getByRole('button', { name: 'Reject' }).click()
  await expect(page.getByText(/ rejected\.$/)).toBeVisible()
})

/** Gives Cho a handoff that is offered; the name of its record. What the year left with whom depends on the hour. */
async function offeredToCho(url: string): Promise<string> {
  const answer = await fetch(`${url}/v1/handoffs?state=offered&point=mql_to_sdr&limit=1`)
  const { handoffs } = (await answer.json()) as { handoffs: Array<{ id: string; record_title: string }> }
  const [one] = handoffs
  const body = JSON.stringify({ to: 'cho@acme.example' })
  const headers = { 'content-type': 'application/json' }
  const given = await fetch(`${url}/v1/handoffs/${one?.id}/reassign`, { method: 'POST', headers, body })
  expect(given.status, await given.text()).toBe(200)
  return one?.record_title ?? ''
}

test('a handoff is put aside until a day', async ({ page, open }) => {
  await open(ANA)
  await expect(page.getByRole('region', { name: 'Handoffs to act on' }).getByRole('row').nth(1)).toBeVisible()
  await page.keyboard.press('c')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('radio', { name: 'bad timing' }).check()
  await dialog.getByLabel('Until').fill('2030-03-01')
  await dialog.getByRole('button', { name: 'Recycle' }).click()
  await expect(page.getByText(/ recycled\.$/)).toBeVisible()
})

test('several are chosen by keyboard, and acted on together', async ({ page, open }) => {
  await open(ANA)
  await expect(page.getByRole('region', { name: 'Handoffs to act on' })).toBeVisible()
  await page.keyboard.press('x')
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await expect(page.getByText('2 chosen:')).toBeVisible()
})

test('tasks and what came back have lists of their own', async ({ page, open }) => {
  await open(ANA)
  await page.getByText(/^Tasks/).click()
  await expect(page).toHaveURL(/show=tasks/)
  await page.getByText(/^Came back/).click()
  await expect(page).toHaveURL(/show=returned/)
  await accessible(page)
})
