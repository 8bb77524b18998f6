import type { Schemas } from '@/api/client'
import type { GateAnswer } from '@/api/gates'
import { named } from '@/components/named'

/** What a gate misses, in the policy's words, what blocks first. */
export function missing(answer: GateAnswer): string[] {
  return [...answer.blocked_by, ...answer.warned_by].map((rule) => {
    const reason = answer.reasons.find((one) => one.rule.split('/').at(-1) === rule)
    return reason?.says ? named(reason.says) : named(rule)
  })
}

/** The rules of an answer with those that are not met in front: they are what there is to do. */
export function inOrder(answer: GateAnswer): GateAnswer['reasons'] {
  const met = (verdict: string) => Number(verdict === 'pass')
  return [...answer.reasons].sort((one, other) => met(one.verdict) - met(other.verdict))
}

/** How often the close date was put off, where a rule of the gate looked at it. */
export function pushes(kind: Schemas['KindView'], answer: GateAnswer): number {
  const name = kind.forecast && `${kind.name}.${kind.forecast.close}_pushes`
  const seen = answer.reasons.flatMap((reason) => reason.seen).find((one) => one.name === name)
  return Number(seen?.value ?? 0) || 0
}
