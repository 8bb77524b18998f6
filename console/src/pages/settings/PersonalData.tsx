import { Alert, Button, Group, Paper, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { answerOf, api, type Schemas } from '@/api/client'
import { base } from '@/base'
import { Section } from '@/components/Section'
import { useDoing } from '@/components/useDoing'
import { count } from '@/time/units'
import { Retention } from './Retention'

const erase = (body: Schemas['ErasePerson']) => answerOf(api.POST('/v1/erasures', { body }))

/** What people may ask for themselves: what is known about them, and to be erased; and what is kept for how long. */
export function PersonalData() {
  const [who, setWho] = useState('')
  const [would, setWould] = useState<Schemas['ErasureView']>()
  const trying = useDoing(erase, { failed: 'Nothing was found out', changes: [] })
  const erasing = useDoing(erase, {
    done: 'They are erased. The chain holds, and the figures stay.',
    failed: 'Nothing was erased',
    changes: ['records', 'handoffs', 'story', 'ledger'],
  })
  const said = who.includes('/') ? { record: who.trim() } : { identity: who.trim() }
  const query = new URLSearchParams(Object.entries(said))
  const look = async () => {
    const outcome = await trying.run({ ...said, dry_run: true })
    setWould(outcome.done ? outcome.made : undefined)
  }
  const carryOut = async () => {
    const { done } = await erasing.run({ ...said, dry_run: false })
    if (done) setWould(undefined)
  }
  return (
    <Stack>
      <Paper p="lg">
        <Section title="A person">
          <Stack gap="md">
            <TextInput
              label="Who"
              description="An identity such as an e-mail address, or a record such as lead/L-1"
              maw={420}
              value={who}
              onChange={(event) => {
                setWho(event.currentTarget.value)
                setWould(undefined)
              }}
            />
            <Group gap="sm">
              <Button
                size="xs"
                variant="default"
                component="a"
                href={`${base}/v1/personal-data?${query}`}
                download="person.json"
                disabled={!who}
                aria-disabled={!who}
              >
                Export what is known
              </Button>
              <Button size="xs" variant="default" disabled={!who} loading={trying.busy} onClick={() => void look()}>
                What would be erased?
              </Button>
            </Group>
            {would && (
              <Alert color="red" title="This cannot be undone">
                <Text size="sm">
                  {count(would.rows)} rows and {count(would.entries)} entries tell about them:{' '}
                  {would.records.join(', ') || 'no record'}.
                  {would.suppressed ? ' Nobody may contact them, which stays so.' : ''}
                </Text>
                <Button size="xs" color="red" mt="sm" loading={erasing.busy} onClick={() => void carryOut()}>
                  Erase them
                </Button>
              </Alert>
            )}
          </Stack>
        </Section>
      </Paper>
      <Retention />
    </Stack>
  )
}
