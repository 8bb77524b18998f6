import { defineConfig } from '@playwright/test'

/** The real binary and the system's browser; nothing is mocked. */
export default defineConfig({
  testDir: 'e2e',
  globalSetup: './e2e/year.ts',
  workers: 2,
  timeout: 120_000,
  // A debug build on a small machine takes some seconds for a report.
  expect: { timeout: 25_000 },
  forbidOnly: true,
  reporter: 'list',
  use: {
    launchOptions: { executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] },
    viewport: { width: 1360, height: 850 },
    locale: 'en-GB',
    trace: 'retain-on-failure',
  },
})
