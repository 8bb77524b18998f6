import { Badge, Drawer, Stack, Text, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { type Violation, waiversQuery } from '@/api/gates'
import { Moment } from '@/components/Moment'
import { named } from '@/components/named'
import { PersonName } from '@/components/PersonName'
import { RecordLink } from '@/components/RecordLink'
import { Section } from '@/components/Section'

/** What went around a gate and is still open, and the exceptions that were made. */
export function Violations({ violations }: { violations: readonly Violation[] }) {
  const [opened, drawer] = useDisclosure()
  return (
    <>
      <UnstyledButton onClick={drawer.open}>
        <Badge color={violations.length ? 'red' : 'gray'}>{violations.length} around a gate</Badge>
      </UnstyledButton>
      <Drawer opened={opened} onClose={drawer.close} position="right" size="lg" title="Around a gate">
        {opened && <Both violations={violations} />}
      </Drawer>
    </>
  )
}

function Both({ violations }: { violations: readonly Violation[] }) {
  const waivers = useQuery(waiversQuery)
  return (
    <Stack gap="lg">
      <Section title="Violations">
        {violations.length === 0 && (
          <Text size="sm" c="var(--quiet)">
            None is open.
          </Text>
        )}
        <Stack gap="sm">
          {violations.map((one) => (
            <div key={one.id}>
              <Text size="sm">
                <RecordLink record={one.record} />, {named(one.from ?? 'nothing')} → {named(one.into)}
              </Text>
              <Text size="xs" c="var(--quiet)">
                not met: {one.rules.map(named).join(', ')} · found <Moment at={one.opened_at} /> · closes when it is
                repaired or waived
              </Text>
            </div>
          ))}
        </Stack>
      </Section>
      <Section title="Exceptions">
        <Stack gap="sm">
          {waivers.data?.length === 0 && (
            <Text size="sm" c="var(--quiet)">
              None was made.
            </Text>
          )}
          {waivers.data?.map((one) => (
            <div key={one.id}>
              <Text size="sm">
                <RecordLink record={one.record} />: {one.why}
              </Text>
              <Text size="xs" c="var(--quiet)">
                {one.rule ? named(one.rule) : 'the whole gate'} · by <PersonName id={one.by} />, until{' '}
                <Moment at={one.until} />
              </Text>
            </div>
          ))}
        </Stack>
      </Section>
    </Stack>
  )
}
