import { Select, type SelectProps } from '@mantine/core'

interface Props {
  label: string
  value: string | undefined
  onChange: (value: string | undefined) => void
  data: SelectProps['data']
}

/** A filter of a list: one of several, or none. */
export function Choice({ label, value, onChange, data }: Props) {
  return (
    <Select
      size="xs"
      w={150}
      placeholder={label}
      aria-label={label}
      data={data}
      value={value ?? null}
      clearable
      searchable
      onChange={(chosen) => onChange(chosen ?? undefined)}
    />
  )
}
