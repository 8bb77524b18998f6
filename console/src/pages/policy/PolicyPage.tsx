import { Tabs } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { revisionQuery } from '@/api/policies'
import { usePolicy } from '@/api/policy'
import { Loaded } from '@/components/Loaded'
import { Page } from '@/components/Page'
import { useMay } from '@/session/me'
import { History } from './History'
import { Publish } from './Publish'
import { Read } from './Read'
import type { PolicySearch } from './search'

const Edit = lazy(() => import('./Edit').then((module) => ({ default: module.Edit })))

const route = getRouteApi('/inside/policy')

/** What was agreed, and how does it change safely? */
export function PolicyPage() {
  const { tab: asked = 'read' } = route.useSearch()
  const navigate = useNavigate({ from: '/policy' })
  const { revision } = usePolicy()
  const mayWrite = useMay('check a policy')
  // An address that somebody else sent may lead to what only they may do.
  const tab = mayWrite || asked === 'history' ? asked : 'read'
  const published = useQuery(revisionQuery(revision))
  const go = (to: string | null) =>
    void navigate({ search: (before) => ({ ...before, tab: (to ?? 'read') as PolicySearch['tab'] }) })
  return (
    <Page title="Policy" question={`What was agreed? Revision ${revision} is in force.`}>
      <Tabs value={tab} onChange={go} keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="read">Read</Tabs.Tab>
          {mayWrite && <Tabs.Tab value="edit">Edit</Tabs.Tab>}
          {mayWrite && <Tabs.Tab value="publish">Publish</Tabs.Tab>}
          <Tabs.Tab value="history">History</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="read">
          <Read files={published.data?.files ?? {}} />
        </Tabs.Panel>
        <Tabs.Panel value="edit">
          <Loaded query={published} height={560}>
            {(kept) => (
              <Suspense fallback={null}>
                <Edit published={kept.files ?? {}} revision={revision} onPublish={() => go('publish')} />
              </Suspense>
            )}
          </Loaded>
        </Tabs.Panel>
        <Tabs.Panel value="publish">
          <Loaded query={published} height={560}>
            {(kept) => <Publish published={kept.files ?? {}} revision={revision} />}
          </Loaded>
        </Tabs.Panel>
        <Tabs.Panel value="history">
          <History onDraft={() => go('edit')} />
        </Tabs.Panel>
      </Tabs>
    </Page>
  )
}
