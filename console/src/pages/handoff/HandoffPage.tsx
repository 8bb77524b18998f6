import { Page } from '@/components/Page'

export function HandoffPage() {
  return <Page title="Handoff">…</Page>
}
