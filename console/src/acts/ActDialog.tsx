import { Modal } from '@mantine/core'
import type { Handoff } from '@/api/handoffs'
import { type Act, type ActKind, words } from './act'
import { DisposeForm } from './DisposeForm'
import { NextStepForm } from './NextStepForm'
import { ReassignForm } from './ReassignForm'
import { ResendForm } from './ResendForm'
import { ReturnForm } from './ReturnForm'
import { nameOf } from './useAct'
import { WithdrawForm } from './WithdrawForm'

interface Props {
  /** What is being done; nothing while it is `undefined`. */
  kind: ActKind | undefined
  /** On which; those of another handoff point than the first are left to another time. */
  handoffs: readonly Handoff[]
  busy: boolean
  onAct: (act: Act) => void
  onClose: () => void
}

/** Asks for what an act needs to say: gaps, a reason, a step, a person. */
export function ActDialog({ kind, handoffs, busy, onAct, onClose }: Props) {
  const [first] = handoffs
  const of = handoffs.length === 1 && first ? nameOf(first) : `${handoffs.length} handoffs`
  return (
    <Modal
      opened={kind !== undefined && first !== undefined}
      onClose={onClose}
      title={kind && `${words[kind].button.replace('…', '')}: ${of}`}
      size="md"
    >
      {first && kind && <Form kind={kind} first={first} handoffs={handoffs} busy={busy} onAct={onAct} />}
    </Modal>
  )
}

interface FormProps {
  kind: ActKind
  first: Handoff
  handoffs: readonly Handoff[]
  busy: boolean
  onAct: (act: Act) => void
}

function Form({ kind, first, handoffs, busy, onAct }: FormProps) {
  switch (kind) {
    case 'return':
      return <ReturnForm handoffs={handoffs} busy={busy} onSend={(said) => onAct({ kind, said })} />
    case 'reject':
    case 'recycle':
      return <DisposeForm kind={kind} point={first.point} busy={busy} onSend={(said) => onAct({ kind, said })} />
    case 'next_step':
      return <NextStepForm owner={first.owner} busy={busy} onSend={(said) => onAct({ kind, said })} />
    case 'resend':
      return <ResendForm handoffs={handoffs} busy={busy} onSend={() => onAct({ kind })} />
    case 'withdraw':
      return <WithdrawForm busy={busy} onSend={(said) => onAct({ kind, said })} />
    case 'reassign':
      return <ReassignForm handoff={first} busy={busy} onSend={(said) => onAct({ kind, said })} />
    default:
      return null
  }
}
