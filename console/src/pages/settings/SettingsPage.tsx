import { NavLink } from '@mantine/core'
import { Link, useParams } from '@tanstack/react-router'
import { Page } from '@/components/Page'
import { useMe } from '@/session/me'
import css from './Settings.module.css'
import { sections } from './sections'

/** Who may do what, and how is it set up? Each section has an address of its own. */
export function SettingsPage() {
  const { may } = useMe()
  const { section } = useParams({ strict: false }) as { section?: string }
  const allowed = sections.filter((one) => may.includes(one.needs))
  const shown = allowed.find((one) => one.id === section) ?? allowed[0]
  return (
    <Page title="Settings" question="Who may do what?">
      <div className={css.columns}>
        <nav aria-label="Settings">
          {allowed.map((one) => (
            <NavLink
              key={one.id}
              component={Link}
              to={`/settings/${one.id}`}
              label={one.title}
              active={one.id === shown?.id}
            />
          ))}
        </nav>
        <div>{shown && <shown.Section />}</div>
      </div>
    </Page>
  )
}
