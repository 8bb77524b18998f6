import { TextInput } from '@mantine/core'
import { useRefused } from '@/components/useRefused'

interface Props {
  label: string
  description?: string
  value: string
  onChange: (typed: string) => void
  error: string | undefined
}

/** A code of an authenticator, with what the service has against it. */
export function CodeField({ label, description, value, onChange, error }: Props) {
  return (
    <TextInput
      ref={useRefused(error)}
      label={label}
      description={description}
      autoComplete="one-time-code"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={error}
    />
  )
}
