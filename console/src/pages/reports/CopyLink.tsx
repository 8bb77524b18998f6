import { Button, CopyButton } from '@mantine/core'
import type { Period } from '@/components/period/periods'
import { linkTo } from './linkTo'

/** Copies the way to what is shown: it shows the same days tomorrow. */
export function CopyLink({ point, period }: { point: string; period: Period }) {
  return (
    <CopyButton value={linkTo(location.href, point, period)}>
      {({ copied, copy }) => (
        <Button size="xs" variant="default" onClick={copy}>
          {copied ? 'Copied' : 'Copy link'}
        </Button>
      )}
    </CopyButton>
  )
}
