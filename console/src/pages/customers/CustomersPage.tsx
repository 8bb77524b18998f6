import { Page } from '@/components/Page'

export function CustomersPage() {
  return <Page title="Customers">…</Page>
}
