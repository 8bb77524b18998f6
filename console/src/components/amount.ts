import type { Schemas } from '@/api/client'
import { spanOf } from '@/time/span'
import { count, money, percent } from '@/time/units'

/** A number of the API with its unit, as text; a dash where there is none. */
export function amount(of: Schemas['AmountView'] | null | undefined, currency: string): string {
  if (!of) return '–'
  switch (of.unit) {
    case 'share':
      return percent(of.value)
    case 'microseconds':
      return spanOf(of.value)
    case 'count':
      return count(of.value)
    case 'amount':
      return money(of.value, currency)
  }
}
