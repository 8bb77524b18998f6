import { Button, Group, Kbd, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import type { Handoff } from '@/api/handoffs'
import { type ActKind, words } from './act'
import { useUsual } from './useUsual'

interface Props {
  handoff: Handoff
  busy: boolean
  onAct: (kind: ActKind) => void
}

/** How many acts are buttons; the others are in a menu. */
const SHOWN = 4

/** What can be done with a handoff where it stands. */
export function ActBar({ handoff, busy, onAct }: Props) {
  const kinds = useUsual([handoff])
  const [shown, more] = [kinds.slice(0, SHOWN), kinds.slice(SHOWN)]
  return (
    <Group gap={8}>
      {shown.map((kind, place) => (
        <Button
          key={kind}
          size="xs"
          variant={place === 0 ? 'filled' : 'default'}
          disabled={busy}
          onClick={() => onAct(kind)}
          rightSection={<Key of={kind} />}
        >
          {words[kind].button}
        </Button>
      ))}
      {more.length > 0 && (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button size="xs" variant="default" disabled={busy} aria-label="More to do" px={8}>
              <IconDots size={16} aria-hidden />
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {more.map((kind) => (
              <Menu.Item key={kind} onClick={() => onAct(kind)}>
                {words[kind].button}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </Group>
  )
}

function Key({ of }: { of: ActKind }) {
  const { key } = words[of]
  return key ? (
    <Kbd size="xs" visibleFrom="md">
      {key}
    </Kbd>
  ) : null
}
