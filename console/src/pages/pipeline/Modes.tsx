import { Button, Group, Text, Tooltip } from '@mantine/core'
import { count } from '@/time/units'

interface Props {
  modes: ReadonlyArray<{ mode: string; title: string; looksFor: string; count: number }>
  chosen: string | undefined
  /** There are more records than were read. */
  isPartial: boolean
  onChoose: (mode: string | undefined) => void
}

/** What the failure modes found in the pipeline; one of them shows only its records. */
export function Modes({ modes, chosen, isPartial, onChoose }: Props) {
  return (
    <Group gap={8} mih={30}>
      {modes.map((one) => (
        <Tooltip key={one.mode} label={`Looks for ${one.looksFor}`}>
          <Button
            size="compact-xs"
            color="orange"
            variant={chosen === one.mode ? 'filled' : 'light'}
            aria-pressed={chosen === one.mode}
            onClick={() => onChoose(chosen === one.mode ? undefined : one.mode)}
          >
            {one.title} {count(one.count)}
          </Button>
        </Tooltip>
      ))}
      {isPartial && (
        <Text size="xs" c="var(--quiet)">
          There are more: they come as you scroll, and sums are about what came.
        </Text>
      )}
    </Group>
  )
}
