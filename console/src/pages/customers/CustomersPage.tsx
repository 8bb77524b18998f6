import { SegmentedControl } from '@mantine/core'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { usePolicy } from '@/api/policy'
import { Empty } from '@/components/Empty'
import { Page } from '@/components/Page'
import { Health } from './Health'
import { Kickoff } from './Kickoff'
import { Onboarding } from './Onboarding'
import { pointsOfCustomers } from './points'
import { Renewals } from './Renewals'
import type { CustomersPart } from './search'

const route = getRouteApi('/inside/customers')

const parts: Array<{ value: CustomersPart; label: string }> = [
  { value: 'kickoff', label: 'Kickoff' },
  { value: 'onboarding', label: 'Onboarding' },
  { value: 'health', label: 'Health' },
  { value: 'renewals', label: 'Renewals' },
]

/** Are customers started, well and renewed? */
export function CustomersPage() {
  const { show = 'kickoff', playbook, by } = route.useSearch()
  const navigate = useNavigate({ from: '/customers' })
  const policy = usePolicy()
  const { kickoff, renewal } = pointsOfCustomers(policy)
  const kind = policy.kinds.find((one) => one.name === (renewal ?? kickoff)?.record)
  const tools = (
    <SegmentedControl
      size="xs"
      aria-label="Part"
      value={show}
      onChange={(part) => void navigate({ search: { show: part as CustomersPart } })}
      data={parts}
    />
  )
  return (
    <Page title="Customers" question="Are they started, well and renewed?" actions={tools} flush>
      {show === 'kickoff' && (kickoff ? <Kickoff point={kickoff} /> : <Missing what="kickoff" />)}
      {show === 'onboarding' &&
        (kind ? (
          <Onboarding
            kind={kind.name}
            playbook={playbook}
            onPlaybook={(id) => void navigate({ search: { show, playbook: id }, replace: true })}
          />
        ) : (
          <Missing what="onboarding" />
        ))}
      {show === 'health' && (kind ? <Health kind={kind} /> : <Missing what="health of customers" />)}
      {show === 'renewals' &&
        (renewal && kind ? (
          <Renewals
            kind={kind}
            point={renewal}
            by={by}
            onBy={(field) => void navigate({ search: { show, by: field }, replace: true })}
          />
        ) : (
          <Missing what="renewal" />
        ))}
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
