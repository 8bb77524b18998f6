import { Button, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { redeliver, undeliveredQuery } from '@/api/endpoints'
import { Loaded } from '@/components/Loaded'
import { Moment } from '@/components/Moment'
import { useDoing } from '@/components/useDoing'

/** What did not reach an endpoint, with its last error; sent again on request. */
export function Undelivered({ name }: { name: string }) {
  const undelivered = useQuery(undeliveredQuery(name))
  const sending = useDoing((said: Parameters<typeof redeliver>[1]) => redeliver(name, said), {
    done: 'It is tried again.',
    failed: 'It was not taken up',
    changes: ['endpoints'],
  })
  return (
    <Loaded query={undelivered} height={90}>
      {({ messages }) => (
        <Stack gap={6} mt="md">
          {messages.map((one) => (
            <Group key={`${one.sequence} ${one.part}`} justify="space-between" wrap="nowrap">
              <Text size="sm">
                Entry {one.sequence}: {one.last_error}{' '}
                <Text span size="xs" c="var(--quiet)">
                  tried {one.attempts} times, last <Moment at={one.tried_at} />
                  {one.next_at ? (
                    <>
                      , next <Moment at={one.next_at} />
                    </>
                  ) : (
                    ', given up'
                  )}
                </Text>
              </Text>
              <Button
                size="compact-xs"
                variant="default"
                disabled={sending.busy}
                onClick={() => void sending.run({ sequence: one.sequence, part: one.part })}
              >
                Send again
              </Button>
            </Group>
          ))}
        </Stack>
      )}
    </Loaded>
  )
}
