import { Drawer, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { failuresQuery } from '@/api/reports'
import { Loaded } from '@/components/Loaded'
import { PageLink } from '@/components/links'
import { Moment } from '@/components/Moment'
import { PersonName } from '@/components/PersonName'
import type { Period } from '@/components/period/periods'
import { RecordLink } from '@/components/RecordLink'
import { count } from '@/time/units'

/** A failure mode of a handoff point. */
export interface Watched {
  point: string
  mode: string
  title: string
}

/** What a failure mode found, beside the matrix. */
export function Findings({
  watched,
  period,
  onClose,
}: {
  watched: Watched | undefined
  period: Period
  onClose: () => void
}) {
  return (
    <Drawer opened={watched !== undefined} onClose={onClose} position="right" size="lg" title={watched?.title}>
      {watched && <Found watched={watched} period={period} />}
    </Drawer>
  )
}

function Found({ watched, period }: { watched: Watched; period: Period }) {
  const failures = useQuery(failuresQuery(watched.point, watched.mode, period))
  return (
    <Loaded query={failures} height={480}>
      {({ modes }) => {
        const [mode] = modes
        if (!mode) return <Text size="sm">Nothing was found.</Text>
        return (
          <Stack gap="md">
            <Text size="sm" c="var(--quiet)">
              Looks for {mode.looks_for}; counts {mode.threshold}. {count(mode.count)} found
              {mode.findings.length < mode.count ? `, the first ${mode.findings.length} here` : ''}.
            </Text>
            {mode.findings.map((finding) => (
              <div key={`${finding.record} ${finding.handoff}`}>
                <Text size="sm">
                  <RecordLink record={finding.record} />
                  {finding.handoff && (
                    <>
                      {' '}
                      ·{' '}
                      <PageLink to="/handoffs/$id" params={{ id: finding.handoff }}>
                        handoff
                      </PageLink>
                    </>
                  )}
                </Text>
                <Text size="sm">{finding.says}</Text>
                <Text size="xs" c="var(--quiet)">
                  <PersonName id={finding.owner} />
                  {finding.since && (
                    <>
                      , since <Moment at={finding.since} of={finding.owner} />
                    </>
                  )}
                </Text>
              </div>
            ))}
          </Stack>
        )
      }}
    </Loaded>
  )
}
