import { SegmentedControl } from '@mantine/core'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { usePolicy } from '@/api/policy'
import { Empty } from '@/components/Empty'
import { Page } from '@/components/Page'
import { Health } from './Health'
import { Onboarding } from './Onboarding'
import { PointHandoffs } from './PointHandoffs'
import { pointsOfCustomers } from './points'
import type { CustomersSearch } from './search'

const route = getRouteApi('/inside/customers')

/** Are customers started, well and renewed? */
export function CustomersPage() {
  const { show = 'kickoff' } = route.useSearch()
  const navigate = useNavigate({ from: '/customers' })
  const { kickoff, renewal } = pointsOfCustomers(usePolicy())
  const tools = (
    <SegmentedControl
      size="xs"
      aria-label="Part"
      value={show}
      onChange={(part) => void navigate({ search: { show: part as CustomersSearch['show'] } })}
      data={[
        { value: 'kickoff', label: 'Kickoff' },
        { value: 'onboarding', label: 'Onboarding' },
        { value: 'health', label: 'Health' },
        { value: 'renewals', label: 'Renewals' },
      ]}
    />
  )
  return (
    <Page title="Customers" question="Are they started, well and renewed?" flush>
      {show === 'kickoff' &&
        (kickoff ? <PointHandoffs key="kickoff" point={kickoff} tools={tools} /> : <Missing what="kickoff" />)}
      {show === 'onboarding' && <Onboarding kind={kickoff?.record} tools={tools} />}
      {show === 'health' &&
        (renewal ? <Health point={renewal} tools={tools} /> : <Missing what="health of customers" />)}
      {show === 'renewals' &&
        (renewal ? <PointHandoffs key="renewals" point={renewal} tools={tools} /> : <Missing what="renewal" />)}
    </Page>
  )
}

function Missing({ what }: { what: string }) {
  return (
    <Empty title={`No ${what} in the policy`}>
      No handoff point is reviewed by it. The starter policy has one: “tollgate init” writes it.
    </Empty>
  )
}
