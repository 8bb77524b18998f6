import { Page } from '@/components/Page'

export function PipelinePage() {
  return <Page title="Pipeline">…</Page>
}
