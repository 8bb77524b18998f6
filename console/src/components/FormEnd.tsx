import { Button, type ButtonProps, Text } from '@mantine/core'
import type { ApiProblem } from '@/api/problem'

interface Props extends Pick<ButtonProps, 'disabled' | 'variant'> {
  button: string
  busy: boolean
  problem: ApiProblem | undefined
  /** The fields of the form that say themselves what is wrong with them. */
  fields: readonly string[]
}

/** The end of a form: what went wrong, where no field says it, and the button. */
export function FormEnd({ button, busy, problem, fields, ...shape }: Props) {
  const says = problem?.beside(fields)
  return (
    <>
      {says && (
        <Text size="sm" c="red" role="alert">
          {says}
        </Text>
      )}
      <Button type="submit" size="xs" loading={busy} style={{ alignSelf: 'start' }} {...shape}>
        {button}
      </Button>
    </>
  )
}
