import { Empty } from '@/components/Empty'

/** Where no record is worked: how they come. */
export function NoRecord({ kind }: { kind: string }) {
  return (
    <Empty title={`No ${kind} to show`}>
      Records come from your CRM: send them to the API, or import them. Where a filter is set, it leaves all of them
      out.
    </Empty>
  )
}
