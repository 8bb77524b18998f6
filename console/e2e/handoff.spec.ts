import { accessible, expect, test } from './test.ts'

test('a handoff tells what happened and why, and leads to its record', async ({ page, open }) => {
  await open('/handoffs?state=accepted')
  await page.getByRole('region', { name: 'Handoffs' }).getByRole('row').nth(1).click()
  await expect(page.getByRole('heading', { name: 'What happened, and why' })).toBeVisible()
  await page
    .getByRole('button', { name: /^why\?/ })
    .first()
    .click()
  await expect(page.getByText('pass').first()).toBeVisible()
  await accessible(page)

  await page
    .getByRole('main')
    .getByRole('link', { name: /lead|opportunity|customer/ })
    .first()
    .click()
  await expect(page.getByRole('heading', { name: 'The journey' })).toBeVisible()
  await accessible(page)
})

test('a list is filtered, sorted and walked by keyboard, and its address shows the same again', async ({
  page,
  open,
}) => {
  await open('/handoffs?open=true')
  const list = page.getByRole('region', { name: 'Handoffs' })
  await page.getByRole('textbox', { name: 'Filter Handoffs' }).fill('sdr')
  await list.getByRole('button', { name: 'Record' }).click()
  await expect(page).toHaveURL(/sort=record/)
  await page.reload()
  await expect(list.getByRole('columnheader', { name: 'Record' })).toHaveAttribute('aria-sort', 'ascending')
  await page.getByRole('textbox', { name: 'Filter Handoffs' }).blur()
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'What happened, and why' })).toBeVisible()
})
