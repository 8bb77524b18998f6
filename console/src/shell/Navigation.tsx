import { Kbd, Menu, Text, UnstyledButton, useMantineColorScheme } from '@mantine/core'
import { IconChevronDown, IconSearch } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useMe } from '@/session/me'
import { useLeave } from '@/session/useLeave'
import { groups } from './pages'
import { openPalette } from './palette'
import css from './Shell.module.css'

/** The pages that the reader may open, and who the reader is. */
export function Navigation() {
  const me = useMe()
  return (
    <nav className={css.nav} aria-label="Pages">
      <div className={css.brand}>
        <img src="/icon.svg" alt="" width={24} height={24} />
        <span>{me.workspace.title}</span>
      </div>
      <UnstyledButton className={css.link} onClick={openPalette} c="var(--quiet)">
        <IconSearch size={17} stroke={1.7} aria-hidden />
        <span style={{ flex: 1 }}>Search or do…</span>
        <Kbd size="xs">Ctrl K</Kbd>
      </UnstyledButton>
      {groups.map((group) => (
        <div key={group.title}>
          <div className={css.group}>{group.title}</div>
          {group.pages
            .filter((page) => me.may.includes(page.needs))
            .map((page) => (
              <Link
                key={page.to}
                to={page.to}
                search={page.search}
                className={css.link}
                activeOptions={{ exact: page.to === '/', includeSearch: false }}
              >
                <page.icon size={17} stroke={1.7} aria-hidden />
                {page.title}
              </Link>
            ))}
        </div>
      ))}
      <div style={{ flex: 1 }} />
      <Who />
    </nav>
  )
}

function Who() {
  const me = useMe()
  const leave = useLeave()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <Menu position="top-start" width={220}>
      <Menu.Target>
        <UnstyledButton className={css.link}>
          <span style={{ flex: 1, minWidth: 0 }}>
            <Text size="sm" truncate>
              {me.person_name ?? me.name ?? 'This machine'}
            </Text>
            <Text size="xs" c="var(--quiet)">
              {me.open ? 'open to this machine' : me.role}
            </Text>
          </span>
          <IconChevronDown size={14} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component={Link} to="/settings/account">
          My account
        </Menu.Item>
        <Menu.Label>Colours</Menu.Label>
        {(['auto', 'light', 'dark'] as const).map((scheme) => (
          <Menu.Item key={scheme} onClick={() => setColorScheme(scheme)} fw={scheme === colorScheme ? 600 : undefined}>
            {{ auto: 'As the system', light: 'Light', dark: 'Dark' }[scheme]}
          </Menu.Item>
        ))}
        {!me.open && <Menu.Divider />}
        {!me.open && <Menu.Item onClick={leave}>Sign out</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  )
}
