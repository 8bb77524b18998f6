import { inAddress, type Period } from '@/components/period/periods'

/** The address of a report with its point and days written out, as those that stand for nothing said move on. */
export function linkTo(address: string, point: string, period: Period): string {
  const link = new URL(address)
  for (const [name, said] of Object.entries({ point, ...inAddress(period) })) {
    if (said) link.searchParams.set(name, said)
    else link.searchParams.delete(name)
  }
  return link.href
}
