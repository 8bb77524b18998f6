import { Page } from '@/components/Page'

export function RecordPage() {
  return <Page title="Record">…</Page>
}
