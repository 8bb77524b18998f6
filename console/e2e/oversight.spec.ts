import { accessible, expect, test } from './test.ts'

test('the matrix has the six handoffs, and every figure opens what is behind it', async ({ page, open }) => {
  await open('/')
  await expect(page.getByRole('row')).toHaveCount(7)
  await accessible(page)

  await page.getByRole('link', { name: /valid lead rate, how it is made/ }).hover()
  await expect(page.getByRole('tooltip')).toContainText('valid inquiries / inquiries received')

  await page.getByRole('button', { name: /Duplicates/ }).click()
  await expect(page.getByRole('dialog', { name: 'Duplicates' })).toContainText('same email as')
  await page.keyboard.press('Escape')

  await page
    .getByRole('row', { name: /Lead\/MQL/ })
    .getByRole('link', { name: /open/ })
    .click()
  await expect(page).toHaveURL(/\/handoffs\?.*point=mql_to_sdr/)
  await expect(page.getByRole('region', { name: 'Handoffs' })).toBeVisible()
})

test('a period is chosen, and stands in the address', async ({ page, open }) => {
  await open('/')
  await page.getByRole('button', { name: 'Last 90 days' }).click()
  await page.getByRole('menuitem', { name: 'Last month' }).click()
  await expect(page).toHaveURL(/from=/)
  await page.reload()
  await expect(page.getByRole('button', { name: 'Last month' })).toBeVisible()
})
