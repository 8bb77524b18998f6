import { Anchor, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { demoQuery } from '@/api/demo'
import { base } from '@/base'
import css from './Shell.module.css'

/** Says that what is looked at is made up, and leads back. */
export function MadeUp() {
  // It always lies below a path.
  const { data: demo } = useQuery({ ...demoQuery, enabled: base !== '' })
  if (demo?.state !== 'here') return null
  return (
    <Text component="aside" size="sm" className={css.madeUp} aria-label="Made up">
      A made-up company: try whatever you like. It is gone when the service stops.{' '}
      <Anchor href="/" inherit>
        Back to your own
      </Anchor>
    </Text>
  )
}
