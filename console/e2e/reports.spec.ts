import { accessible, expect, test } from './test.ts'

test('a report is compared with the period before, down to how fast each milestone was', async ({ page, open }) => {
  await open('/reports?point=mql_to_sdr')
  await expect(page.getByRole('heading', { name: 'What became of them' })).toBeVisible()
  await accessible(page)
  await page.getByRole('combobox', { name: 'Compare with' }).click()
  await page.getByRole('option', { name: 'the period before' }).click()
  await expect(page.getByText(/better|worse/).first()).toBeVisible()
  const fast = page.getByRole('table', { name: 'How fast' })
  await expect(fast.getByText(/\d %|points|as before/).first()).toBeVisible()
})

test('every chart of a report is taken away as a picture that says what it is and of when', async ({ page, open }) => {
  await open('/reports?point=mql_to_sdr')
  for (const [chart, ending] of [
    ['Week by week', 'svg'],
    ['What became of them', 'png'],
  ] as const) {
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: `Save picture of “${chart}”` }).click()
    await page.getByRole('menuitem', { name: `As ${ending.toUpperCase()}` }).click()
    const days = String.raw`\d{4}-\d{2}-\d{2} to \d{4}-\d{2}-\d{2}`
    expect((await download).suggestedFilename()).toMatch(new RegExp(`^${chart}, mql_to_sdr, ${days}\\.${ending}$`))
    // The next chart's menu has the same items.
    await expect(page.getByRole('menuitem')).toHaveCount(0)
  }
})
