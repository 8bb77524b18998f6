import { type MantineColorScheme, useMantineColorScheme } from '@mantine/core'
import type { SpotlightActionData } from '@mantine/spotlight'
import {
  IconDeviceDesktop,
  IconKeyboard,
  IconLogout,
  IconMoon,
  IconPencil,
  IconShieldCheck,
  IconSun,
  IconUserCircle,
  type TablerIcon,
} from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { type Action, useMe } from '@/session/me'
import { useLeave } from '@/session/useLeave'

interface Command {
  label: string
  icon: TablerIcon
  /** Other words for it. */
  keywords?: string[]
  /** What the table of roles has to allow. */
  needs?: Action
  run: () => unknown
}

/** What the palette does beside leading somewhere; `onHelp` shows the shortcuts. */
export function useCommands(onHelp: () => void): SpotlightActionData[] {
  const { may } = useMe()
  return [
    ...useColours(),
    ...useWays(),
    { label: 'Show the keyboard shortcuts', icon: IconKeyboard, run: onHelp },
    ...useLeaving(),
  ]
    .filter(({ needs }) => !needs || may.includes(needs))
    .map(({ label, icon: Icon, keywords, run }) => ({
      id: `command ${label}`,
      group: 'Commands',
      label,
      keywords,
      leftSection: <Icon size={18} stroke={1.6} aria-hidden />,
      onClick: () => void run(),
    }))
}

/** Acts that have a page of their own. */
function useWays(): Command[] {
  const navigate = useNavigate()
  const edit = () => navigate({ to: '/policy', search: { tab: 'edit' } })
  const account = () => navigate({ to: '/settings/$section', params: { section: 'account' } })
  return [
    { label: 'Edit the policy', icon: IconPencil, needs: 'check a policy', run: edit },
    {
      label: 'Verify the ledger',
      icon: IconShieldCheck,
      needs: 'read the ledger',
      run: () => navigate({ to: '/ledger' }),
    },
    { label: 'My account', icon: IconUserCircle, run: account },
  ]
}

const schemes: ReadonlyArray<[MantineColorScheme, string, TablerIcon]> = [
  ['light', 'Light colours', IconSun],
  ['dark', 'Dark colours', IconMoon],
  ['auto', 'Colours as the system', IconDeviceDesktop],
]

function useColours(): Command[] {
  const { setColorScheme } = useMantineColorScheme()
  return schemes.map(([scheme, label, icon]) => ({
    label,
    icon,
    keywords: ['colors', 'theme'],
    run: () => setColorScheme(scheme),
  }))
}

/** Where nobody signed in, nobody signs out. */
function useLeaving(): Command[] {
  const { open } = useMe()
  const leave = useLeave()
  return open ? [] : [{ label: 'Sign out', icon: IconLogout, keywords: ['log out'], run: leave }]
}
