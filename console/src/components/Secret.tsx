import { Button, Code, CopyButton, Group, Text } from '@mantine/core'

/** Something that is shown this once, to be copied. */
export function Secret({ text, says }: { text: string; says: string }) {
  return (
    <div>
      <Text size="sm" mb={6}>
        {says}
      </Text>
      <Group gap={8} wrap="nowrap">
        <Code block tabIndex={0} flex={1}>
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
    </div>
  )
}
