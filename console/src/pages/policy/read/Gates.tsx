import { Badge, Group, Paper, Stack, Text } from '@mantine/core'
import type { Schemas } from '@/api/client'
import type { Agreed } from '@/api/policy'
import { named, titled } from '@/components/named'
import { Section } from '@/components/Section'

/** What each stage asks for before a record may enter it. */
export function Gates({ policy }: { policy: Agreed }) {
  return (
    <>
      {policy.gates.map((gate) => (
        <Paper key={gate.id} p="lg" component="article">
          <Text fw={600}>{titled(gate.id)}</Text>
          <Text size="sm" c="var(--quiet)" mb="md">
            Guards each {named(gate.record)}’s stages
            {gate.waivers
              ? `; ${gate.waivers.by.join(', ')} may waive it for ${gate.waivers.lasts}`
              : '; nobody may waive it'}
          </Text>
          <Stack gap="md">
            {gate.into.map((stage) => (
              <Section key={stage.stage} title={`Into ${named(stage.stage)}`}>
                {stage.require.length > 0 && <Text size="sm">needs {stage.require.map(named).join(', ')}</Text>}
                <Checks checks={stage.checks} />
              </Section>
            ))}
            {gate.always.length > 0 && (
              <Section title="Whatever the stage">
                <Checks checks={gate.always} />
              </Section>
            )}
          </Stack>
        </Paper>
      ))}
    </>
  )
}

function Checks({ checks }: { checks: readonly Schemas['CheckView'][] }) {
  return (
    <>
      {checks.map((check) => (
        <Group key={check.id} gap={8} mt={4}>
          <Badge color={check.mode === 'block' ? 'red' : check.mode === 'warn' ? 'yellow' : 'gray'}>{check.mode}</Badge>
          <Text size="sm">{check.says ?? named(check.id)}</Text>
        </Group>
      ))}
    </>
  )
}
