import { Text } from '@mantine/core'
import { PageLink } from './links'

/** A record by its name where it has one, with its kind and id, and the way to its journey. `record` is `lead L-1`. */
export function RecordLink({ record, title }: { record: string; title?: string | null }) {
  const { kind, id } = partsOf(record)
  return (
    <PageLink to="/records/$kind/$id" params={{ kind, id }} c="inherit">
      {title ?? id}{' '}
      <Text span size="xs" c="var(--quiet)">
        {title ? `${kind} ${id}` : kind}
      </Text>
    </PageLink>
  )
}

/** The kind and the id of a record as the API names it: `lead L-1`. */
export function partsOf(record: string): { kind: string; id: string } {
  const [kind = '', ...rest] = record.split(' ')
  return { kind, id: rest.join(' ') }
}
