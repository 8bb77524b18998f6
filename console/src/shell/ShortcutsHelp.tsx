import { Kbd, Modal, Table, Text } from '@mantine/core'
import { pages } from './pages'

const lists: ReadonlyArray<[string, string]> = [
  ['j', 'Next in a list'],
  ['k', 'The one before'],
  ['Enter', 'Open it'],
  ['x', 'Choose it, for doing something to several'],
  ['a', 'Accept'],
  ['r', 'Return with gaps'],
  ['e', 'Reject'],
  ['c', 'Recycle'],
  ['n', 'Set the next step'],
  ['Ctrl K', 'Search or do'],
  ['?', 'This'],
]

/** Every shortcut there is. */
export function ShortcutsHelp({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="Keyboard" size="lg">
      <Text size="sm" c="var(--quiet)" mb="sm">
        Letters work wherever you are not writing.
      </Text>
      <div style={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 24 }}>
        <Keys rows={pages.map((page) => [`g ${page.key}`, page.title])} />
        <Keys rows={lists} />
      </div>
    </Modal>
  )
}

function Keys({ rows }: { rows: ReadonlyArray<[string, string]> }) {
  return (
    <Table withRowBorders={false} verticalSpacing={4}>
      <Table.Tbody>
        {rows.map(([keys, what]) => (
          <Table.Tr key={keys}>
            <Table.Td w={90}>
              {keys.split(' ').map((key) => (
                <Kbd key={key} size="xs" mr={4}>
                  {key}
                </Kbd>
              ))}
            </Table.Td>
            <Table.Td>{what}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
