import { defineConfig } from '@playwright/test'

/** The real binary and the system's browser; nothing is mocked. */
export default defineConfig({
  testDir: 'e2e',
  globalSetup: './e2e/year.ts',
  workers: 2,
  timeout: 240_000,
  // A debug build on a small machine takes many seconds for a report, and two of them are asked at once.
  expect: { timeout: 60_000 },
  // Where a machine is too busy for a second key to follow a first in time, once more; what fails twice fails.
  retries: 1,
  forbidOnly: true,
  reporter: 'list',
  use: {
    launchOptions: { executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] },
    viewport: { width: 1360, height: 850 },
    locale: 'en-GB',
    trace: 'retain-on-failure',
  },
})
