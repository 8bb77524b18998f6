import { Page } from '@/components/Page'

export function MapPage() {
  return <Page title="Map">…</Page>
}
