import { Page } from '@/components/Page'

export function InboxPage() {
  return <Page title="Inbox">…</Page>
}
