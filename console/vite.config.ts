import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

/** The service that `npm run dev` asks. */
const service = process.env.TOLLGATE ?? 'http://127.0.0.1:8080'
/** The service refuses writes that come from another origin's page. */
const there = { target: service, changeOrigin: true, headers: { origin: service } }

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  // The server writes a fresh one into each page, and into its Content-Security-Policy.
  html: { cspNonce: 'CSP_NONCE' },
  // Inlined assets would be `data:` URLs, which the policy allows for pictures alone.
  build: { assetsInlineLimit: 0 },
  // The browser's tests lie in e2e/ and have a runner of their own.
  test: { include: ['src/**/*.test.ts'] },
  server: { proxy: { '/v1': there, '^/w/[^/]+/v1': there, '/openapi.json': there } },
})
