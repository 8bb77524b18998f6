import type { Schemas } from '@/api/client'
import { checkInvitation, checkSetUp } from '@/api/session'
import { ChoosePassword } from './ChoosePassword'
import { Linked } from './Linked'
import type { EntryLink } from './link'
import { SetUp } from './SetUp'
import { SignIn } from './SignIn'

interface Props {
  link: EntryLink
  onIn: () => void
  onChosen: (chosen: Schemas['ChosenView']) => void
  onSignIn: () => void
}

/** The form of the way by which somebody comes. */
export function Way({ link: { setup, invitation }, onIn, onChosen, onSignIn }: Props) {
  if (setup) {
    return (
      <Linked check={() => checkSetUp(setup)} onSignIn={onSignIn}>
        <SetUp secret={setup} onDone={onIn} />
      </Linked>
    )
  }
  if (invitation) {
    return (
      <Linked check={() => checkInvitation(invitation)} onSignIn={onSignIn}>
        <ChoosePassword secret={invitation} onDone={onChosen} />
      </Linked>
    )
  }
  return <SignIn onDone={onIn} />
}
