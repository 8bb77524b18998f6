import { Button, Code, CopyButton, Group } from '@mantine/core'

/** Text to be taken elsewhere, whole: a command, a secret. */
export function Copyable({ text }: { text: string }) {
  return (
    <Group gap={8} wrap="nowrap" align="start">
      <Code block tabIndex={0} flex={1} style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {text}
      </Code>
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <Button size="xs" variant="default" onClick={copy}>
            {copied ? 'Copied' : 'Copy'}
          </Button>
        )}
      </CopyButton>
    </Group>
  )
}
