import { Text } from '@mantine/core'
import type { Schemas } from '@/api/client'
import { Fields } from '@/components/Fields'
import { count, percent } from '@/time/units'
import { ChartPaper } from './ChartPaper'

/** What is lost where SLAs are breached: conversion of those within them against those that were not. */
export function Leakage({ leakage }: { leakage: Schemas['LeakageView'] }) {
  const share = (of: number | null | undefined) => (of == null ? '–' : percent(of))
  return (
    <ChartPaper title="What it costs to be late">
      <Fields
        fields={[
          ['Within every SLA', `${count(leakage.within)}, of which completed ${share(leakage.within_conversion)}`],
          ['Breached one', `${count(leakage.breached)}, of which completed ${share(leakage.breached_conversion)}`],
        ]}
      />
      <Text size="sm" mt="sm">
        {leakage.handoffs_lost == null ? (
          'There is not enough to say what that costs.'
        ) : leakage.handoffs_lost <= 0 ? (
          'Those that breached an SLA completed no less often.'
        ) : (
          <>
            Had they converted like the others, <strong>{leakage.handoffs_lost.toFixed(1)}</strong> more would have
            completed.
          </>
        )}
      </Text>
    </ChartPaper>
  )
}
