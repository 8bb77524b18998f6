import { accessible, expect, test } from './test.ts'

test('the board shows what is missing, and only what a failure mode found', async ({ page, open }) => {
  await open('/pipeline')
  await expect(page.getByRole('region', { name: 'negotiation' })).toContainText('weighted')
  await expect(page.getByText(/^\d+ missing$/).first()).toBeVisible()
  const inflated = page.getByRole('button', { name: /^Stage inflation/ })
  await expect(inflated).toBeVisible()
  await accessible(page)
  await inflated.click()
  await expect(page).toHaveURL(/mode=stage_inflation/)
  await expect(page.getByRole('article').filter({ hasText: 'Stage inflation' }).first()).toBeVisible()
})

test('a record goes through the gate into the next stage', async ({ page, open }) => {
  await open('/pipeline')
  const ready = page
    .getByRole('region', { name: 'qualification' })
    .getByRole('article')
    .filter({ hasText: 'ready' })
    .first()
  await ready.dragTo(page.getByRole('region', { name: 'discovery' }))
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('Yes, into discovery')
  await dialog.getByRole('button', { name: 'Move into discovery' }).click()
  await expect(page.getByText(/is in discovery now/)).toBeVisible()
})

test('the list opens a record with what is missing, and says who may waive the gate', async ({ page, open }) => {
  await open('/pipeline?view=list&stage=negotiation')
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('Not yet into closed won')
  await expect(dialog).toContainText('a team’s manager may waive the gate, for 7d at a time')
  await accessible(page)
})

test('waivers are listed, those in force and those that are over', async ({ page, open }) => {
  await open('/pipeline?view=waivers')
  await expect(page.getByRole('row', { name: /until|over since/ }).first()).toBeVisible()
  await accessible(page)
})

test('what went around a gate opens with the stage that it went into', async ({ page, open }) => {
  await open('/pipeline?view=violations')
  await accessible(page)
  await page.getByRole('region', { name: 'Violations' }).getByRole('row').nth(1).getByRole('cell').nth(1).click()
  await expect(page.getByRole('dialog')).toContainText('Went around the gate')
})
