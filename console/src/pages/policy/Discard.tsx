import { Button, Group, Modal, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'

/** Discards the draft, once it is said again: what was written is nowhere else. */
export function Discard({ onDiscard }: { onDiscard: () => void }) {
  const [opened, dialog] = useDisclosure()
  return (
    <>
      <Button size="xs" variant="default" onClick={dialog.open}>
        Discard the draft
      </Button>
      <Modal opened={opened} onClose={dialog.close} title="Discard the draft?">
        <Text size="sm">
          What you wrote is kept in this browser alone, and does not come back. The policy in force stays as it is.
        </Text>
        <Group mt="md" gap="sm" justify="end">
          <Button size="xs" variant="default" onClick={dialog.close}>
            Keep it
          </Button>
          <Button size="xs" color="red" onClick={onDiscard}>
            Discard it
          </Button>
        </Group>
      </Modal>
    </>
  )
}
