import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { policyQuery } from './api/policy'
import { problemOf } from './api/problem'
import { queries } from './api/queries'
import { base } from './base'
import { customersSearch } from './pages/customers/search'
import { handoffsSearch } from './pages/handoffs/search'
import { inboxSearch } from './pages/inbox/search'
import { ledgerSearch } from './pages/ledger/search'
import { mapSearch } from './pages/map/search'
import { Faulty, Nowhere } from './pages/Nowhere'
import { pipelineSearch } from './pages/pipeline/search'
import { policySearch } from './pages/policy/search'
import { reportsSearch } from './pages/reports/search'
import { listSearch } from './pages/search'
import { meQuery } from './session/me'
import { Inside } from './shell/Inside'

const root = createRootRoute({ notFoundComponent: Nowhere, errorComponent: Faulty })

const enter = createRoute({
  getParentRoute: () => root,
  path: '/enter',
  component: lazyRouteComponent(() => import('./pages/enter/EnterPage'), 'EnterPage'),
})

/** What only who is in may see: asks who that is first, and shows the way in where it is nobody. */
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  component: Inside,
  beforeLoad: async ({ location }) => {
    try {
      await Promise.all([queries.ensureQueryData(meQuery), queries.ensureQueryData(policyQuery)])
    } catch (thrown) {
      if (problemOf(thrown).isSignedOut) throw redirect({ to: '/enter', search: { next: location.href } })
      throw thrown
    }
  },
})

const page = { getParentRoute: () => inside } as const

const inner = [
  createRoute({
    ...page,
    path: '/',
    validateSearch: reportsSearch,
    component: lazyRouteComponent(() => import('./pages/oversight/OversightPage'), 'OversightPage'),
  }),
  createRoute({
    ...page,
    path: '/inbox',
    validateSearch: inboxSearch,
    component: lazyRouteComponent(() => import('./pages/inbox/InboxPage'), 'InboxPage'),
  }),
  createRoute({
    ...page,
    path: '/queues',
    validateSearch: listSearch,
    component: lazyRouteComponent(() => import('./pages/queues/QueuesPage'), 'QueuesPage'),
  }),
  createRoute({
    ...page,
    path: '/handoffs',
    validateSearch: handoffsSearch,
    component: lazyRouteComponent(() => import('./pages/handoffs/HandoffsPage'), 'HandoffsPage'),
  }),
  createRoute({
    ...page,
    path: '/handoffs/$id',
    component: lazyRouteComponent(() => import('./pages/handoff/HandoffPage'), 'HandoffPage'),
  }),
  createRoute({
    ...page,
    path: '/records/$kind/$id',
    component: lazyRouteComponent(() => import('./pages/record/RecordPage'), 'RecordPage'),
  }),
  createRoute({
    ...page,
    path: '/pipeline',
    validateSearch: pipelineSearch,
    component: lazyRouteComponent(() => import('./pages/pipeline/PipelinePage'), 'PipelinePage'),
  }),
  createRoute({
    ...page,
    path: '/customers',
    validateSearch: customersSearch,
    component: lazyRouteComponent(() => import('./pages/customers/CustomersPage'), 'CustomersPage'),
  }),
  createRoute({
    ...page,
    path: '/reports',
    validateSearch: reportsSearch,
    component: lazyRouteComponent(() => import('./pages/reports/ReportsPage'), 'ReportsPage'),
  }),
  createRoute({
    ...page,
    path: '/map',
    validateSearch: mapSearch,
    component: lazyRouteComponent(() => import('./pages/map/MapPage'), 'MapPage'),
  }),
  createRoute({
    ...page,
    path: '/policy',
    validateSearch: policySearch,
    component: lazyRouteComponent(() => import('./pages/policy/PolicyPage'), 'PolicyPage'),
  }),
  createRoute({
    ...page,
    path: '/ledger',
    validateSearch: ledgerSearch,
    component: lazyRouteComponent(() => import('./pages/ledger/LedgerPage'), 'LedgerPage'),
  }),
  createRoute({
    ...page,
    path: '/settings',
    component: lazyRouteComponent(() => import('./pages/settings/SettingsPage'), 'SettingsPage'),
  }),
  createRoute({
    ...page,
    path: '/settings/$section',
    validateSearch: listSearch,
    component: lazyRouteComponent(() => import('./pages/settings/SettingsPage'), 'SettingsPage'),
  }),
] as const

/** Every page, by its address. */
export const router = createRouter({
  routeTree: root.addChildren([enter, inside.addChildren(inner)]),
  basepath: base || '/',
  defaultPreload: 'intent',
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
