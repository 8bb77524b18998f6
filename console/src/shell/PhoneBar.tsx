import { IconDots } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { pages } from './pages'
import { openPalette } from './palette'
import css from './Shell.module.css'

const FIRST = ['/inbox', '/', '/queues', '/policy']

/** What a thumb reaches on a phone: the pages that are needed on the way, and the palette for the others. */
export function PhoneBar() {
  const shown = FIRST.flatMap((to) => pages.filter((page) => page.to === to))
  return (
    <nav className={css.bar} aria-label="Pages, short">
      {shown.map((page) => (
        <Link key={page.to} to={page.to} activeOptions={{ exact: page.to === '/', includeSearch: false }}>
          <page.icon size={20} stroke={1.6} aria-hidden />
          {page.title}
        </Link>
      ))}
      <button type="button" onClick={openPalette}>
        <IconDots size={20} stroke={1.6} aria-hidden />
        More
      </button>
    </nav>
  )
}
