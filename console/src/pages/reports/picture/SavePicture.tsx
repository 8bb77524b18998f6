import { Menu, UnstyledButton } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { type About, fileName } from '../about'
import { dried } from './ink'
import { type Draw, Sheet } from './Sheet'
import { savePng, saveSvg } from './save'

/** A chart that can be taken away. */
export interface Picture {
  title: string
  about: About
  draw: Draw
}

/** Takes a chart away as a picture, in the colours of the scheme on screen. */
export function SavePicture({ title, about, draw }: Picture) {
  const name = fileName(title, about)
  const sheet = () => <Sheet title={title} about={about} draw={draw} ink={dried()} />
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <UnstyledButton aria-label={`Save picture of “${title}”`} title="Save picture" c="var(--quiet)" lh={0}>
          <IconDownload size={16} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Save picture</Menu.Label>
        <Menu.Item onClick={() => saveSvg(sheet(), name)}>As SVG</Menu.Item>
        <Menu.Item onClick={() => void savePng(sheet(), name)}>As PNG</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
