import { answerOf, api, onlyOnce, type Schemas } from '@/api/client'
import type { Handoff } from '@/api/handoffs'

/** What somebody does with a handoff, with what is to be said about it. */
export type Act =
  | { kind: 'accept' | 'claim' | 'complete' | 'resend' }
  | { kind: 'return'; said: Schemas['ReturnHandoff'] }
  | { kind: 'reject' | 'recycle'; said: Schemas['DisposeHandoff'] }
  | { kind: 'next_step'; said: Schemas['SetNextStep'] }
  | { kind: 'withdraw'; said: Schemas['WithdrawHandoff'] }
  | { kind: 'reassign'; said: Schemas['ReassignHandoff'] }

export type ActKind = Act['kind']

/** What each act is called: on its button, and when it was done. */
export const words: Readonly<Record<ActKind, { button: string; done: string; key?: string }>> = {
  accept: { button: 'Accept', done: 'accepted', key: 'a' },
  claim: { button: 'Claim', done: 'claimed' },
  return: { button: 'Return', done: 'returned with its gaps', key: 'r' },
  reject: { button: 'Reject', done: 'rejected', key: 'e' },
  recycle: { button: 'Recycle', done: 'recycled', key: 'c' },
  next_step: { button: 'Next step', done: 'has a next step', key: 'n' },
  complete: { button: 'Complete', done: 'completed' },
  resend: { button: 'Send again', done: 'sent again' },
  withdraw: { button: 'Withdraw', done: 'withdrawn' },
  reassign: { button: 'Give to…', done: 'given to somebody else' },
}

/** Acts that are done as soon as they are chosen; the others ask for something first. */
export const isPlain = (kind: ActKind): kind is 'accept' | 'claim' | 'complete' | 'resend' =>
  kind === 'accept' || kind === 'claim' || kind === 'complete' || kind === 'resend'

/** What is usual where a handoff stands; the service has the last word. */
export function usual(handoff: Handoff): ActKind[] {
  switch (handoff.state) {
    case 'offered':
      return [
        ...(handoff.owner ? [] : (['claim'] as const)),
        'accept',
        'return',
        'reject',
        'recycle',
        'reassign',
        'withdraw',
      ]
    case 'accepted':
      return ['next_step', 'complete', 'return', 'reject', 'recycle', 'reassign']
    case 'held':
    case 'returned':
      return ['resend', 'withdraw']
    default:
      return []
  }
}

/** What is usual for every one of these. */
export function usualForAll(handoffs: readonly Handoff[]): ActKind[] {
  const [first] = handoffs
  return first ? usual(first).filter((kind) => handoffs.every((handoff) => usual(handoff).includes(kind))) : []
}

/** Carries `act` out on the handoff `id`. */
export function carryOut(id: string, act: Act): Promise<Handoff> {
  const params = { path: { id }, header: onlyOnce() }
  switch (act.kind) {
    case 'accept':
      return answerOf(api.POST('/v1/handoffs/{id}/accept', { params }))
    case 'claim':
      return answerOf(api.POST('/v1/handoffs/{id}/claim', { params }))
    case 'complete':
      return answerOf(api.POST('/v1/handoffs/{id}/complete', { params }))
    case 'resend':
      return answerOf(api.POST('/v1/handoffs/{id}/resend', { params }))
    case 'return':
      return answerOf(api.POST('/v1/handoffs/{id}/return', { params, body: act.said }))
    case 'reject':
      return answerOf(api.POST('/v1/handoffs/{id}/reject', { params, body: act.said }))
    case 'recycle':
      return answerOf(api.POST('/v1/handoffs/{id}/recycle', { params, body: act.said }))
    case 'next_step':
      return answerOf(api.POST('/v1/handoffs/{id}/next_step', { params, body: act.said }))
    case 'withdraw':
      return answerOf(api.POST('/v1/handoffs/{id}/withdraw', { params, body: act.said }))
    case 'reassign':
      return answerOf(api.POST('/v1/handoffs/{id}/reassign', { params, body: act.said }))
  }
}
