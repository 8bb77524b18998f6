import { VisuallyHidden } from '@mantine/core'
import { told } from './told'
import type { Week } from './weeks'

/** The chart of weeks for who hears it. */
export function WeeksInWords({ now, before }: { now: readonly Week[]; before: readonly Week[] }) {
  return (
    <VisuallyHidden>
      <table>
        <caption>Week by week</caption>
        <tbody>
          {now.map((week) => (
            <tr key={week.name}>
              <th scope="row">{week.name}</th>
              {told(week, before).map((said) => (
                <td key={said}>{said}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </VisuallyHidden>
  )
}
