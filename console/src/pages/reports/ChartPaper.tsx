import { Group, Menu, Paper, Title, UnstyledButton } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { type ReactNode, useRef } from 'react'
import { savePng, saveSvg } from './save'

interface Props {
  title: string
  /** There is a chart to save as a picture. */
  hasChart?: boolean
  children: ReactNode
}

/** A part of a report; its chart can be taken away as a picture. */
export function ChartPaper({ title, hasChart, children }: Props) {
  const paper = useRef<HTMLDivElement>(null)
  const chart = () => paper.current?.querySelector<SVGSVGElement>('svg.recharts-surface')
  return (
    <Paper p="md" ref={paper} component="section">
      <Group justify="space-between" mb="sm">
        <Title order={2} fz="sm">
          {title}
        </Title>
        {hasChart && (
          <Menu position="bottom-end">
            <Menu.Target>
              <UnstyledButton aria-label={`Save the chart “${title}”`} c="var(--quiet)">
                <IconDownload size={16} aria-hidden />
              </UnstyledButton>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => saveSvg(chart(), title)}>As SVG</Menu.Item>
              <Menu.Item onClick={() => void savePng(chart(), title)}>As PNG</Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
      </Group>
      {children}
    </Paper>
  )
}
