import { Badge, Code, Group, Stack, Text } from '@mantine/core'
import type { Schemas } from '@/api/client'
import { type Tone, tone } from '@/theme'
import { withInstants } from '@/time/instant'
import { Sentence } from './Sentence'

const tones: Readonly<Record<string, Tone>> = {
  pass: 'good',
  fail: 'bad',
  unknown: 'soon',
  yes: 'good',
  no: 'calm',
  skipped: 'calm',
}

/** Why it was decided so: each rule, what came of it, and the values that it saw. */
export function Reasons({ reasons }: { reasons: readonly Schemas['ReasonView'][] }) {
  return (
    <Stack gap={6}>
      {reasons.map((reason) => (
        <div key={`${reason.rule} ${reason.verdict} ${reason.says}`}>
          <Group gap={6}>
            <Badge size="sm" color={tone[tones[reason.verdict] ?? 'calm']}>
              {reason.verdict}
            </Badge>
            <Code>{reason.rule}</Code>
            <Text size="sm">
              <Sentence text={reason.says} />
            </Text>
          </Group>
          {reason.seen.length > 0 && (
            <Text size="xs" c="var(--quiet)" pl={4}>
              saw {reason.seen.map((seen) => `${seen.name} = ${withInstants(seen.value ?? 'nothing')}`).join(', ')}
            </Text>
          )}
        </div>
      ))}
    </Stack>
  )
}
