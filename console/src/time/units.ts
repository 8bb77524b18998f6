/** Numbers as people read them. */

const whole = new Intl.NumberFormat('en-GB')
const share = new Intl.NumberFormat('en-GB', { style: 'percent', maximumFractionDigits: 1 })

/** `12,400`. */
export const count = (of: number): string => whole.format(of)

/** `87.5 %` of a part of 1. */
export const percent = (of: number): string => share.format(of)

/** `€1.2M`: money in a table. */
export function money(of: number, currency: string): string {
  return new Intl.NumberFormat('en-GB', {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    notation: 'compact',
    maximumFractionDigits: 1,
  }).format(of)
}
