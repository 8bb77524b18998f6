import { describe, expect, it } from 'vitest'
import { linkTo } from './linkTo'

const address = 'https://tollgate.example/reports?against=year'

describe('the link to a report', () => {
  it('has the days of a period that nobody chose, and keeps what else was said', () => {
    expect(linkTo(address, 'mql_to_sdr', { from: '2026-09-01', to: '2026-11-29' })).toBe(
      `${address}&point=mql_to_sdr&from=2026-09-01&to=2026-11-29`,
    )
  })

  it('says so where the period has no beginning or no end', () => {
    expect(linkTo(`${address}&to=2026-11-29`, 'mql_to_sdr', {})).toBe(`${address}&point=mql_to_sdr&from=all`)
  })
})
