import { defineConfig } from '@playwright/test'
import e2e from './playwright.config'

/** Takes times where the tests look: `TOLLGATE_YEAR_AT=large.db TOLLGATE_BIN=../target/release/tollgate npm run speed`. */
export default defineConfig({
  ...e2e,
  testMatch: 'speed.ts',
  workers: 1,
  retries: 0,
  timeout: 600_000,
  use: { ...e2e.use, trace: 'off' },
})
