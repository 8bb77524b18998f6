import { PasswordInput } from '@mantine/core'
import { useRefused } from '@/components/useRefused'

interface Props {
  label: string
  /** It is being chosen. */
  isNew?: boolean
  value: string
  onChange: (typed: string) => void
  error: string | undefined
}

/** One's own password, or the next one, with what the service has against it. */
export function PasswordField({ label, isNew = false, value, onChange, error }: Props) {
  return (
    <PasswordInput
      ref={useRefused(error)}
      label={label}
      description={isNew && 'At least twelve characters'}
      autoComplete={isNew ? 'new-password' : 'current-password'}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={error}
    />
  )
}
