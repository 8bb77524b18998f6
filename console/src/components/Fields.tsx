import { Fragment, type ReactNode } from 'react'
import css from './Fields.module.css'

/** Names and what they hold, one under the other. */
export function Fields({ fields }: { fields: ReadonlyArray<readonly [name: string, held: ReactNode]> }) {
  return (
    <dl className={css.fields}>
      {fields.map(([name, held]) => (
        <Fragment key={name}>
          <dt>{name}</dt>
          <dd>{held}</dd>
        </Fragment>
      ))}
    </dl>
  )
}
