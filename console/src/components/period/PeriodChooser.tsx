import { Button, Group, Menu, Modal, TextInput } from '@mantine/core'
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
    <>
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
      <Modal opened={opened} onClose={own.close} title="Other days">
        <Group align="end" gap="sm">
          <Day label="From" value={period.from} max={period.to} onChange={(from) => onChoose({ ...period, from })} />
          <Day
            label="Up to and with"
            value={period.to}
            min={period.from}
            onChange={(to) => onChoose({ ...period, to })}
          />
          <Button size="xs" onClick={own.close}>
            Done
          </Button>
        </Group>
      </Modal>
    </>
  )
}

interface DayProps {
  label: string
  value: string | undefined
  min?: string
  max?: string
  onChange: (day: string | undefined) => void
}

function Day({ value, onChange, ...props }: DayProps) {
  const changed = (text: string) => onChange(text || undefined)
  return (
    <TextInput
      size="xs"
      type="date"
      value={value ?? ''}
      onChange={(event) => changed(event.currentTarget.value)}
      {...props}
    />
  )
}

function inWords(period: Period, today: string): string {
  const preset = presetOf(period, today)
  if (preset) return preset.title
  const of = (text: string | undefined, open: string) => (text ? day(new Date(`${text}T12:00:00Z`), 'UTC') : open)
  return `${of(period.from, 'the beginning')} – ${of(period.to, 'now')}`
}
