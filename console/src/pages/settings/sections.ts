import type { ComponentType } from 'react'
import type { Action } from '@/session/me'
import { About } from './About'
import { Accounts } from './Accounts'
import { Calendars } from './Calendars'
import { Endpoints } from './Endpoints'
import { MyAccount } from './MyAccount'
import { People } from './People'
import { PersonalData } from './PersonalData'
import { Tokens } from './Tokens'

interface Section {
  id: string
  title: string
  needs: Action
  Section: ComponentType
}

/** What there is to set, and what one has to be allowed to see it. */
export const sections: readonly Section[] = [
  { id: 'account', title: 'My account', needs: 'read', Section: MyAccount },
  { id: 'people', title: 'People and teams', needs: 'read', Section: People },
  { id: 'calendars', title: 'Calendars', needs: 'read', Section: Calendars },
  { id: 'accounts', title: 'Accounts and roles', needs: 'see to accounts and tokens', Section: Accounts },
  { id: 'tokens', title: 'API tokens', needs: 'see to accounts and tokens', Section: Tokens },
  { id: 'endpoints', title: 'Endpoints and deliveries', needs: 'see to endpoints and deliveries', Section: Endpoints },
  {
    id: 'personal-data',
    title: 'Personal data',
    needs: 'erase people and export what is known about them',
    Section: PersonalData,
  },
  { id: 'about', title: 'About', needs: 'read', Section: About },
]
