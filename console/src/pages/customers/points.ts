import type { Schemas } from '@/api/client'
import type { Agreed } from '@/api/policy'

type Point = Schemas['AgreedPointView']

const RETENTION = ['gross_revenue_retention', 'net_revenue_retention', 'late_renewal_rate']

/** The points of a customer's life, by the figures that they are reviewed by, whatever they are called. */
export function pointsOfCustomers(policy: Agreed): { kickoff: Point | undefined; renewal: Point | undefined } {
  return {
    kickoff: policy.points.find((point) => point.primary === 'time_to_kickoff'),
    renewal: policy.points.find((point) => RETENTION.includes(point.primary)),
  }
}
