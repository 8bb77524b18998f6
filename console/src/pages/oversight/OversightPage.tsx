import { Page } from '@/components/Page'

export function OversightPage() {
  return <Page title="Oversight">…</Page>
}
