import { Badge, Group, Stack, Text, Tooltip } from '@mantine/core'
import type { Finding } from './findings'

/** What speaks against a record, each in a word, with what shows it on hover or focus. */
export function Findings({ of }: { of: readonly Finding[] | undefined }) {
  return of?.map((finding) => (
    <Tooltip key={finding.mode} label={<Shown finding={finding} />}>
      <Badge tabIndex={0} color="orange">
        {finding.title}
      </Badge>
    </Tooltip>
  ))
}

/** The same in full, where there is room. */
export function FindingsInFull({ of }: { of: readonly Finding[] }) {
  return (
    <Stack gap="xs">
      {of.map((finding) => (
        <div key={finding.mode}>
          <Group gap={8}>
            <Badge color="orange">{finding.title}</Badge>
            <Text size="sm">{finding.says}</Text>
          </Group>
          <Text size="xs" c="var(--quiet)">
            saw {seen(finding)}
          </Text>
        </div>
      ))}
    </Stack>
  )
}

function Shown({ finding }: { finding: Finding }) {
  return (
    <>
      {finding.says}
      <br />
      saw {seen(finding)}
    </>
  )
}

const seen = (finding: Finding): string =>
  finding.seen.map((one) => `${one.name} = ${one.value ?? 'nothing'}`).join(', ')
