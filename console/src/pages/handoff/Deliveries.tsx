import { Badge, Group, Stack, Text } from '@mantine/core'
import { useQueries, useQuery } from '@tanstack/react-query'
import { endpointsQuery, undeliveredQuery } from '@/api/endpoints'
import type { Handoff } from '@/api/handoffs'
import { Loaded } from '@/components/Loaded'
import { PageLink } from '@/components/links'
import { Section } from '@/components/Section'
import { useMay } from '@/session/me'
import { told } from './told'

/** How far each endpoint was told what happened; `entries` are those of the story. */
export function Deliveries({ handoff, entries }: { handoff: Handoff; entries: readonly number[] }) {
  return useMay('see to endpoints and deliveries') ? <Shown handoff={handoff} entries={entries} /> : null
}

function Shown({ handoff, entries }: { handoff: Handoff; entries: readonly number[] }) {
  const endpoints = useQuery(endpointsQuery)
  const its = endpoints.data?.filter((one) => one.points.length === 0 || one.points.includes(handoff.point))
  const undelivered = useQueries({ queries: its?.map((one) => undeliveredQuery(one.name)) ?? [] })
  return (
    <Section title="Deliveries">
      <Loaded query={{ ...endpoints, data: its }} height={44}>
        {(all) => (
          <Stack gap={8}>
            {all.map((one, place) => {
              const { text, isGood } = told(entries, one, undelivered[place]?.data?.messages ?? [])
              return (
                <Group key={one.name} gap={8} justify="space-between">
                  <PageLink to="/settings/$section" params={{ section: 'endpoints' }}>
                    <Text size="sm" span>
                      {one.name}
                    </Text>
                  </PageLink>
                  <Badge color={isGood ? 'teal' : 'orange'}>{text}</Badge>
                </Group>
              )
            })}
            {all.length === 0 && (
              <Text size="sm" c="var(--quiet)">
                No endpoint is told of this handoff point: settings have them.
              </Text>
            )}
          </Stack>
        )}
      </Loaded>
    </Section>
  )
}
