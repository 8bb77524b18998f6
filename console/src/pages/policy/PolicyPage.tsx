import { Page } from '@/components/Page'

export function PolicyPage() {
  return <Page title="Policy">…</Page>
}
