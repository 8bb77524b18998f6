import { Select } from '@mantine/core'
import { chooseZone } from '@/api/account'
import { useDoing } from '@/components/useDoing'
import { useMe } from '@/session/me'
import { browsersZone } from '@/time/instant'

/** What there is to choose: `UTC` is not among what browsers name. */
const zones = [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])]

/** In which zone I read times. */
export function Zone() {
  const { zone } = useMe()
  const choosing = useDoing(chooseZone, { failed: 'Times are shown as before', changes: ['me'] })
  return (
    <Select
      size="xs"
      maw={360}
      aria-label="Time zone"
      placeholder={`${browsersZone}, as this browser says`}
      data={zone && !zones.includes(zone) ? [zone, ...zones] : zones}
      limit={80}
      value={zone ?? null}
      searchable
      clearable
      disabled={choosing.busy}
      onChange={(chosen) => void choosing.run(chosen)}
    />
  )
}
