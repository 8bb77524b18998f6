import { describe, expect, it } from 'vitest'
import type { PointReport } from '@/api/reports'
import { aboutOf, fileName, inDays } from './about'

const report = (from: string | null, to: string | null) =>
  ({ point: 'mql_to_sdr', title: 'Lead/MQL to SDR', period: { from, to } }) as PointReport
const year = report('2026-09-01', '2026-11-29')

describe('what a report is about', () => {
  it('is read from the report, and from the one that it is compared with', () => {
    expect(aboutOf(year, report('2025-09-01', null))).toEqual({
      point: 'mql_to_sdr',
      title: 'Lead/MQL to SDR',
      period: { from: '2026-09-01', to: '2026-11-29' },
      compared: { from: '2025-09-01', to: undefined },
    })
    expect(aboutOf(year, undefined).compared).toBeUndefined()
  })

  it('is told in days', () => {
    expect(inDays({ from: '2026-03-02', to: '2026-05-30' })).toBe('2 Mar 2026 – 30 May 2026')
    expect([inDays({ from: '2026-03-01' }), inDays({ to: '2026-03-01' }), inDays({})]).toEqual([
      'from 1 Mar 2026',
      'up to 1 Mar 2026',
      'from the beginning',
    ])
  })

  it('stands in the name of a file, without what a file may not be called', () => {
    expect(fileName('By utm: source?', aboutOf(year, undefined))).toBe(
      'By utm  source , mql_to_sdr, 2026-09-01 to 2026-11-29',
    )
    expect(fileName('Week by week', aboutOf(report(null, null), undefined))).toBe('Week by week, mql_to_sdr, all of it')
  })
})
