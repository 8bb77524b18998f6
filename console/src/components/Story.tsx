import { Button, Collapse, Group, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import type { Schemas } from '@/api/client'
import { Moment } from './Moment'
import { Reasons } from './Reasons'
import { Sentence } from './Sentence'
import css from './Story.module.css'

type Block = Schemas['Block']

/** What happened, step by step, each with its reasons; `of` is whose work it is. */
export function Story({ events, of }: { events: readonly Block[]; of?: string | null }) {
  return (
    <ol className={css.story}>
      {events.map((block) => (
        <li key={block.sequence} className={css.step} data-marks={marks(block.what)}>
          <Step block={block} of={of} />
        </li>
      ))}
    </ol>
  )
}

function Step({ block, of }: { block: Block; of: string | null | undefined }) {
  const [shown, { toggle }] = useDisclosure()
  const why = block.reasons.length
  return (
    <>
      <Group gap={8} align="baseline" justify="space-between" wrap="nowrap">
        <Text size="sm" fw={500}>
          <Sentence text={block.says} />
        </Text>
        <Text size="xs" c="var(--quiet)" flex="none">
          <Moment at={block.at} of={of} />
        </Text>
      </Group>
      {block.details.map((detail) => (
        <Text key={detail} size="sm" c="var(--quiet)">
          <Sentence text={detail} />
        </Text>
      ))}
      <Group gap={10} mt={2}>
        <Text size="xs" c="var(--quiet)">
          <Sentence text={block.actor} /> · entry {block.sequence}
        </Text>
        {why > 0 && (
          <Button size="compact-xs" variant="subtle" aria-expanded={shown} onClick={toggle}>
            {shown ? 'hide why' : `why? ${why} ${why === 1 ? 'rule' : 'rules'}`}
          </Button>
        )}
      </Group>
      <Collapse expanded={shown}>
        <Reasons reasons={block.reasons} />
      </Collapse>
    </>
  )
}

/** What stands out in a story: offers, decisions, breaches. */
function marks(what: string): string | undefined {
  if (/breached|rung|overdue|violation_opened|refused/.test(what)) return 'bad'
  return /offered|accepted|disposed|completed|withdrawn|published|opened/.test(what) ? 'good' : undefined
}
