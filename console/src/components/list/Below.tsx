import type { ReactNode } from 'react'
import css from './List.module.css'

/** What stands below the words of a cell on a phone, where it has no column of its own. */
export function Below({ children }: { children: ReactNode }) {
  return <div className={css.below}>{children}</div>
}
