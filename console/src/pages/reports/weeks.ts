import type { Schemas } from '@/api/client'
import type { Period } from '@/components/period/periods'
import { count } from '@/time/units'

type GroupView = Schemas['GroupView']

/** A week of a period. */
export interface Week {
  /** Which of the period: the first is 0. Those in which nothing was offered are left out. */
  number: number
  /** `2026-W46`. */
  name: string
  sla: number | null
  conversion: number | null
  offered: number
  open: number
  /** So much of it is open that its figures are not yet what they will be. */
  isOpen: boolean
}

const DAY_MS = 86_400_000
const WEEK_MS = 7 * DAY_MS
/** By how much a figure may still move without a week being drawn as open; a part of those offered. */
const SETTLED = 0.05

/** The weeks of a period in their order, counted from its first day on, or from the first week where it has none. */
export function weeksOf(groups: readonly GroupView[], { from }: Period): Week[] {
  const named = groups.flatMap((group) => (group.value ? [{ ...group, name: group.value }] : []))
  const first = from ? mondayBefore(Date.parse(from)) : mondayOf(named[0]?.name ?? '')
  return named.map(({ name, sla, conversion, offered, open }) => ({
    number: Math.round((mondayOf(name) - first) / WEEK_MS),
    name,
    sla: sla ?? null,
    conversion: conversion ?? null,
    offered,
    open,
    isOpen: open > SETTLED * offered,
  }))
}

/** `W46` of `2026-W46`. */
export const short = (name: string): string => name.slice(-3)

/** The Monday of an ISO week: that of the week with January 4th in it, and so many after it. */
function mondayOf(name: string): number {
  const [year, week] = name.split('-W').map(Number) as [number, number]
  return mondayBefore(Date.UTC(year, 0, 4)) + (week - 1) * WEEK_MS
}

const mondayBefore = (day: number): number => day - ((new Date(day).getUTCDay() + 6) % 7) * DAY_MS

/** How many open weeks are told one by one. */
const TOLD = 4

/** `Still open: 12 of 40 in W46, 30 of 38 in W47.`; `undefined` where all weeks are settled. */
export function stillOpen(weeks: readonly Week[]): string | undefined {
  const open = weeks.filter((week) => week.isOpen)
  const [first, last] = [open[0], open.at(-1)]
  if (!first || !last) return undefined
  const where =
    open.length > TOLD
      ? `${ofThem(open)} in ${open.length} weeks from ${short(first.name)} to ${short(last.name)}`
      : open.map((week) => `${ofThem([week])} in ${short(week.name)}`).join(', ')
  return `Still open: ${where}.`
}

const ofThem = (weeks: readonly Week[]): string =>
  ['open' as const, 'offered' as const]
    .map((part) => count(weeks.reduce((all, week) => all + week[part], 0)))
    .join(' of ')
