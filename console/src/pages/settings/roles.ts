import type { Schemas } from '@/api/client'

/** The roles, with what each is for. */
export const roles: ReadonlyArray<{ value: Schemas['RoleName']; label: string; says: string }> = [
  {
    value: 'administrator',
    label: 'administrator',
    says: 'Does everything, and sees to accounts, tokens and endpoints.',
  },
  { value: 'revops', label: 'revops', says: 'Writes and publishes policy.' },
  { value: 'manager', label: 'manager', says: 'Answers for a team: assigns its handoffs, waives gates.' },
  { value: 'member', label: 'member', says: 'Sends and receives handoffs.' },
  { value: 'viewer', label: 'viewer', says: 'Looks on; personal fields are hidden.' },
  { value: 'service', label: 'service', says: 'Another system: sends records and activities, asks gates.' },
]
