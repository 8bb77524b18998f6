import { Button, Group, Menu, Popover, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconCalendar } from '@tabler/icons-react'
import { day } from '@/time/instant'
import { type Period, presetOf, presets } from './periods'

interface Props {
  period: Period
  /** Today in the workspace's zone: `2026-03-12`. */
  today: string
  onChoose: (period: Period) => void
}

/** Chooses a period: one of the usual ones, or any days. */
export function PeriodChooser({ period, today, onChoose }: Props) {
  const [opened, own] = useDisclosure()
  return (
    <Popover opened={opened} onChange={(open) => !open && own.close()} position="bottom-end" trapFocus>
      <Popover.Target>
        <div>
          <Menu position="bottom-end">
            <Menu.Target>
              <Button size="xs" variant="default" leftSection={<IconCalendar size={15} aria-hidden />}>
                {inWords(period, today)}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {presets.map((preset) => (
                <Menu.Item key={preset.id} onClick={() => onChoose(preset.of(today))}>
                  {preset.title}
                </Menu.Item>
              ))}
              <Menu.Divider />
              <Menu.Item onClick={own.open}>Other days…</Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </div>
      </Popover.Target>
      <Popover.Dropdown>
        <Group align="end" gap="sm">
          <TextInput
            size="xs"
            type="date"
            label="From"
            value={period.from ?? ''}
            max={period.to}
            onChange={(event) => onChoose({ ...period, from: event.currentTarget.value || undefined })}
          />
          <TextInput
            size="xs"
            type="date"
            label="Up to and with"
            value={period.to ?? ''}
            min={period.from}
            onChange={(event) => onChoose({ ...period, to: event.currentTarget.value || undefined })}
          />
          <Button size="xs" onClick={own.close}>
            Done
          </Button>
        </Group>
      </Popover.Dropdown>
    </Popover>
  )
}

function inWords(period: Period, today: string): string {
  const preset = presetOf(period, today)
  if (preset) return preset.title
  const of = (text: string | undefined, open: string) => (text ? day(new Date(`${text}T12:00:00Z`), 'UTC') : open)
  return `${of(period.from, 'the beginning')} – ${of(period.to, 'now')}`
}
