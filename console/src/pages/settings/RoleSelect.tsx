import { Select } from '@mantine/core'
import type { Schemas } from '@/api/client'
import { roles } from './roles'

type RoleName = Schemas['RoleName']

/** Chooses what somebody is in the workspace. */
export function RoleSelect({ value, onChange }: { value: RoleName; onChange: (role: RoleName) => void }) {
  return (
    <Select
      size="xs"
      label="Role"
      allowDeselect={false}
      data={roles}
      value={value}
      onChange={(chosen) => chosen && onChange(chosen as RoleName)}
    />
  )
}
