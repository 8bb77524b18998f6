import { Text, Title } from '@mantine/core'
import { type ReactNode, useEffect } from 'react'
import css from './Page.module.css'

interface Props {
  title: string
  /** The question that the page answers. */
  question?: ReactNode
  /** What can be done or chosen, at the right. */
  actions?: ReactNode
  /** Without margins: for lists that fill the page. */
  flush?: boolean
  children: ReactNode
}

/** A page: its name, its question, what can be done, and the answer. */
export function Page({ title, question, actions, flush, children }: Props) {
  useEffect(() => {
    document.title = `${title} · Tollgate`
  }, [title])
  return (
    <>
      <header className={css.head}>
        <div className={css.words}>
          <Title order={1}>{title}</Title>
          {question && (
            <Text size="sm" c="var(--quiet)">
              {question}
            </Text>
          )}
        </div>
        {actions}
      </header>
      <div className={css.body} data-flush={flush || undefined}>
        {children}
      </div>
    </>
  )
}
