import { Alert, Button, Progress, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { beginDemo, type Demo, demoQuery } from '@/api/demo'
import { Copyable } from '@/components/Copyable'
import { useDoing } from '@/components/useDoing'

/** The made-up company: offered, on its way, or there. It opens by itself for who asked for it. */
export function LookAround() {
  const { data: demo } = useQuery(demoQuery)
  const { busy, run } = useDoing(beginDemo, { failed: 'It was not made', changes: ['demo'] })
  const [asked, setAsked] = useState(false)
  const path = demo?.path
  useEffect(() => {
    if (asked && path) location.assign(path)
  }, [asked, path])
  const begin = () => {
    setAsked(true)
    void run(undefined)
  }
  switch (demo?.state) {
    case 'playing':
      return <Playing demo={demo} />
    case 'ready':
      return (
        <Button component="a" href={demo.path ?? ''} variant="default">
          To the made-up company
        </Button>
      )
    case 'offered':
    case 'failed':
      return (
        <Stack gap="xs" align="start">
          {demo.why && (
            <Alert color="red" title="It could not be made">
              {demo.why}
            </Alert>
          )}
          <Button variant="default" loading={busy} onClick={begin}>
            {demo.why ? 'Try again' : 'Look around in a made-up company'}
          </Button>
        </Stack>
      )
    default:
      return <Copyable text="tollgate serve --demo --database sqlite:look.db --listen 127.0.0.1:8081" />
  }
}

function Playing({ demo }: { demo: Demo }) {
  return (
    <div role="status">
      <Progress value={demo.days ? (100 * demo.day) / demo.days : 0} aria-label="The year that is played" />
      <Text size="sm" c="var(--quiet)" mt={6}>
        {demo.days ? `Day ${demo.day} of ${demo.days} is played` : 'The year begins'}
      </Text>
    </div>
  )
}
