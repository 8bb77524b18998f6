import { type ReactNode, useState } from 'react'
import type { Handoff } from '@/api/handoffs'
import { ActDialog } from './ActDialog'
import { type Act, type ActKind, isPlain } from './act'
import { useAct } from './useAct'

interface Acting {
  busy: boolean
  /** Begins an act: at once where nothing needs to be said, with a dialogue otherwise. */
  begin: (kind: ActKind, handoffs: readonly Handoff[]) => void
  /** The dialogue, to be put somewhere on the page. */
  dialog: ReactNode
}

/** Acts on handoffs, from a page; `onDone` is told which were acted on. */
export function useActing(onDone?: (done: readonly Handoff[]) => void): Acting {
  const { busy, act } = useAct()
  const [asked, setAsked] = useState<{ kind: ActKind; handoffs: readonly Handoff[] }>()
  const carryOut = async (handoffs: readonly Handoff[], what: Act) => {
    const done = await act(handoffs, what)
    const left = handoffs.filter((handoff) => !done.some((one) => one.id === handoff.id))
    // What was refused may be said another way: nothing of it is lost.
    setAsked((before) => (before && left.length > 0 ? { ...before, handoffs: left } : undefined))
    if (done.length > 0) onDone?.(done)
  }
  const begin = (kind: ActKind, handoffs: readonly Handoff[]) => {
    if (handoffs.length === 0) return
    const lacks = kind === 'resend' && handoffs.some((handoff) => handoff.gaps.length > 0)
    if (isPlain(kind) && !lacks) void carryOut(handoffs, { kind })
    else setAsked({ kind, handoffs })
  }
  const dialog = (
    <ActDialog
      kind={asked?.kind}
      handoffs={asked?.handoffs ?? []}
      busy={busy}
      onAct={(what) => asked && void carryOut(asked.handoffs, what)}
      onClose={() => setAsked(undefined)}
    />
  )
  return { busy, begin, dialog }
}
