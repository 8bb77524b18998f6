import { Box, Code, SegmentedControl, Select, Stack } from '@mantine/core'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Files } from '@/api/policies'
import { usePolicy } from '@/api/policy'
import { Gates } from './read/Gates'
import { People } from './read/People'
import { Points } from './read/Points'
import { Records } from './read/Records'
import type { PolicySearch } from './search'

const route = getRouteApi('/inside/policy')

const parts = [
  { value: 'points', label: 'Handoff points' },
  { value: 'gates', label: 'Gates' },
  { value: 'records', label: 'Records' },
  { value: 'people', label: 'Teams and hours' },
  { value: 'text', label: 'As text' },
]

/** The policy in force, rendered, and as the text that it is. */
export function Read({ files }: { files: Files }) {
  const policy = usePolicy()
  const { part = 'points' } = route.useSearch()
  const navigate = useNavigate({ from: '/policy' })
  return (
    <Stack gap="md">
      <Box style={{ overflowX: 'auto' }}>
        <SegmentedControl
          size="xs"
          aria-label="Part of the policy"
          value={part}
          onChange={(to) =>
            void navigate({ search: (before) => ({ ...before, part: to as PolicySearch['part'] }), replace: true })
          }
          data={parts}
        />
      </Box>
      {part === 'points' && <Points policy={policy} />}
      {part === 'gates' && <Gates policy={policy} />}
      {part === 'records' && <Records policy={policy} />}
      {part === 'people' && <People policy={policy} />}
      {part === 'text' && <Text files={files} />}
    </Stack>
  )
}

function Text({ files }: { files: Files }) {
  const paths = Object.keys(files).sort()
  const [chosen, choose] = useState<string | null>(null)
  const path = chosen ?? paths[0] ?? null
  return (
    <Stack gap="sm">
      <Select
        size="xs"
        w={320}
        aria-label="File"
        searchable
        allowDeselect={false}
        data={paths}
        value={path}
        onChange={choose}
      />
      <Code block tabIndex={0}>
        {path ? files[path] : ''}
      </Code>
    </Stack>
  )
}
