import { useDisclosure } from '@mantine/hooks'
import { Outlet, useNavigate } from '@tanstack/react-router'
import { useLive } from '@/live/useLive'
import { CommandPalette } from './CommandPalette'
import { MadeUp } from './MadeUp'
import { Navigation } from './Navigation'
import { PhoneBar } from './PhoneBar'
import { pages } from './pages'
import css from './Shell.module.css'
import { ShortcutsHelp } from './ShortcutsHelp'
import { useKeys } from './useKeys'

/** What surrounds every page of who is in: the pages there are, the palette, the shortcuts, and the live stream. */
export function Shell() {
  const navigate = useNavigate()
  const [helping, help] = useDisclosure()
  useLive()
  useKeys({
    ...Object.fromEntries(
      pages.map((page) => [`g ${page.key}`, () => void navigate({ to: page.to, search: page.search })]),
    ),
    '?': help.open,
  })
  return (
    <div className={css.frame}>
      <a href="#main" className={css.skip}>
        Skip to the page
      </a>
      <Navigation />
      <main id="main" className={css.main} tabIndex={-1}>
        <MadeUp />
        <Outlet />
      </main>
      <PhoneBar />
      <CommandPalette onHelp={help.open} />
      <ShortcutsHelp opened={helping} onClose={help.close} />
    </div>
  )
}
