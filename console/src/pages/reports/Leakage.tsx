import { Text } from '@mantine/core'
import type { Schemas } from '@/api/client'
import { Fields } from '@/components/Fields'
import { count, percent } from '@/time/units'
import { ChartPaper } from './ChartPaper'

/** What is lost where promises are broken: conversion of those that kept them against those that did not. */
export function Leakage({ leakage }: { leakage: Schemas['LeakageView'] }) {
  const share = (of: number | null | undefined) => (of == null ? '–' : percent(of))
  return (
    <ChartPaper title="What it costs to be late">
      <Fields
        fields={[
          ['Kept every promise', `${count(leakage.within)}, of which completed ${share(leakage.within_conversion)}`],
          ['Broke one', `${count(leakage.breached)}, of which completed ${share(leakage.breached_conversion)}`],
        ]}
      />
      <Text size="sm" mt="sm">
        {leakage.handoffs_lost == null ? (
          'There is not enough to say what that costs.'
        ) : leakage.handoffs_lost <= 0 ? (
          'Those that broke a promise completed no less often.'
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
