import { List, Text } from '@mantine/core'
import type { Schemas } from '@/api/client'
import { PageLink } from '@/components/links'
import { Section } from '@/components/Section'
import { withInstants } from '@/time/instant'
import { count } from '@/time/units'

/** What a publication would do to the handoffs that are open, with examples. */
export function InFlight({ preview }: { preview: Schemas['PreviewView'] }) {
  return (
    <Section title="In flight">
      <Text size="sm">
        {count(preview.open_handoffs)} are open, of which {count(preview.changed)} would change.
      </Text>
      {preview.effects.map((effect) => (
        <div key={effect.effect}>
          <Text size="sm" fw={500} mt={8}>
            {count(effect.count)} {effect.says}
          </Text>
          <List size="xs">
            {effect.examples.map((one) => (
              <List.Item key={`${one.handoff} ${one.milestone}`}>
                <PageLink to="/handoffs/$id" params={{ id: one.handoff }}>
                  {one.record}
                </PageLink>
                {one.milestone ? `, ${one.milestone}` : ''}: {withInstants(`${one.from} → ${one.to}`)}
              </List.Item>
            ))}
            {effect.count > effect.examples.length && (
              <List.Item>and {count(effect.count - effect.examples.length)} more</List.Item>
            )}
          </List>
        </div>
      ))}
    </Section>
  )
}
