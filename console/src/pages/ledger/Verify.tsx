import { Alert, Button, Modal, Progress, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconShieldCheck, IconShieldX } from '@tabler/icons-react'
import { ProblemNotice } from '@/components/ProblemNotice'
import { count } from '@/time/units'
import { useVerification } from './useVerification'

/** Walks the hash chain to its end, and says how far it is. */
export function Verify() {
  const [opened, dialog] = useDisclosure()
  const { walked, start, stop } = useVerification()
  const begin = () => {
    dialog.open()
    void start()
  }
  const close = () => {
    stop()
    dialog.close()
  }
  return (
    <>
      <Button size="xs" onClick={begin}>
        Verify
      </Button>
      <Modal opened={opened} onClose={close} title="Is the ledger intact?">
        <Stack gap="md">
          <Progress
            value={walked.head ? (100 * walked.through) / walked.head : 0}
            animated={!walked.isDone}
            aria-label="How much was verified"
          />
          <Text size="sm" role="status">
            {count(walked.through)} of {count(walked.head)} entries
          </Text>
          {walked.thrown !== undefined && <ProblemNotice thrown={walked.thrown} onRetry={() => void start()} />}
          {walked.broken && (
            <Alert
              color="red"
              icon={<IconShieldX aria-hidden />}
              title={`Entry ${count(walked.broken.sequence)} does not fit`}
            >
              {walked.broken.why}. Keep a copy of the database as it is, and compare with your last export or anchor:{' '}
              <code>tollgate verify --anchor</code>.
            </Alert>
          )}
          {walked.isDone && !walked.broken && walked.thrown === undefined && (
            <Alert color="teal" icon={<IconShieldCheck aria-hidden />} title="The chain is intact">
              Every entry has the digest of its event, and each link follows from the one before. That nobody rewrote
              all of it shows against an anchor: <code>tollgate verify --anchor</code>.
            </Alert>
          )}
        </Stack>
      </Modal>
    </>
  )
}
