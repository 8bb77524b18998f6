import { defineConfig } from '@playwright/test'
import e2e from './playwright.config'

/** Takes pictures where the tests look. */
export default defineConfig({ ...e2e, testMatch: 'screenshots.ts', retries: 0, use: { ...e2e.use, trace: 'off' } })
