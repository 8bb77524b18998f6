import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { isOld, matrixQuery } from '@/api/reports'
import { Loaded } from '@/components/Loaded'
import { Page } from '@/components/Page'
import { PeriodChooser } from '@/components/period/PeriodChooser'
import { usePeriod } from '@/components/period/usePeriod'
import { Waiting } from '@/components/Waiting'
import { useMe } from '@/session/me'
import { dayAndClock } from '@/time/instant'
import { Findings, type Watched } from './Findings'
import { FirstSteps } from './FirstSteps'
import { Matrix } from './Matrix'
import { Mine } from './Mine'

/** Where do we leak? */
export function OversightPage() {
  const me = useMe()
  const { period, today, choose } = usePeriod()
  const matrix = useQuery(matrixQuery(period))
  const [watched, setWatched] = useState<Watched>()
  return (
    <Page
      title="Oversight"
      question="Where do we leak?"
      actions={<PeriodChooser period={period} today={today} onChoose={choose} />}
    >
      {me.person && <Mine person={me.person} />}
      <Loaded query={matrix} height={560}>
        {(found) =>
          found.points.every((row) => row.offered === 0 && row.open === 0) ? (
            <FirstSteps />
          ) : (
            <Waiting isWaiting={matrix.isPlaceholderData}>
              <Matrix matrix={found} period={period} onFailure={setWatched} />
              <Text size="xs" c="var(--quiet)" mt="md">
                Handoffs offered in the period, days in {found.period.zone}, under revision {found.revision} · as of{' '}
                {dayAndClock(new Date(found.period.as_of))}
                {isOld(found) && ', being brought up to date'}
              </Text>
            </Waiting>
          )
        }
      </Loaded>
      <Findings watched={watched} period={period} onClose={() => setWatched(undefined)} />
    </Page>
  )
}
