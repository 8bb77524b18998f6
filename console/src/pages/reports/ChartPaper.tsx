import { Group, Paper, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import type { About } from './about'
import { SavePicture } from './picture/SavePicture'
import type { Draw } from './picture/Sheet'

interface Props {
  title: string
  /** What is drawn of it as a picture; nothing where there is nothing to draw. */
  picture?: { about: About; draw: Draw } | false
  children: ReactNode
}

/** A part of a report; its chart can be taken away as a picture. */
export function ChartPaper({ title, picture, children }: Props) {
  return (
    <Paper p="md" component="section">
      <Group justify="space-between" mb="sm">
        <Title order={2} fz="sm">
          {title}
        </Title>
        {picture && <SavePicture title={title} {...picture} />}
      </Group>
      {children}
    </Paper>
  )
}
