import { Spotlight, type SpotlightActionData } from '@mantine/spotlight'
import { IconSearch } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { usePeople } from '@/api/people'
import { usePolicy } from '@/api/policy'
import { useMe } from '@/session/me'
import { pages } from './pages'
import { openFirst, palette } from './palette'
import { useActions } from './useActions'
import { useCalled } from './useCalled'
import { useCommands } from './useCommands'

/** How many are shown of what fits the words. */
const MOST = 20

/** Everything by a few letters: pages, commands, handoff points, people, and records by their name and id. */
export function CommandPalette({ onHelp }: { onHelp: () => void }) {
  const [query, setQuery] = useState('')
  const first = [...useActions(), ...usePages(), ...useCommands(onHelp)]
  const others = [...usePoints(), ...useOwners()]
  const isAsked = query.trim() !== ''
  const there = useThere(query)
  const { found, isLooking } = useCalled(query)
  return (
    <Spotlight
      store={palette}
      actions={isAsked ? [...there, ...first, ...others, ...found] : first}
      query={query}
      onQueryChange={setQuery}
      shortcut={['mod + K', '/']}
      nothingFound={
        isLooking
          ? 'Looking for records of that name…'
          : 'Nothing is called so. Write a page, an act such as “accept”, a command such as “dark colours”, a handoff point, a person, or the name or id of a record.'
      }
      searchProps={{
        leftSection: <IconSearch size={18} aria-hidden />,
        placeholder: 'Search or do…',
        'aria-label': 'Search or do',
        onKeyDown: openFirst,
      }}
      limit={isAsked ? MOST : first.length}
      scrollable
    />
  )
}

type Actions = SpotlightActionData[]

/** A record that is written out, whatever its kind. */
function useThere(query: string): Actions {
  const { kinds } = usePolicy()
  const navigate = useNavigate()
  const [kind, id] = query.trim().split(/[\s/]+/)
  const known = kinds.find((one) => one.name === kind)
  if (!known || !id) return []
  const open = () => navigate({ to: '/records/$kind/$id', params: { kind: known.name, id } })
  return [{ id: 'there', label: query, description: `Open the ${known.name} ${id}`, onClick: open }]
}

function usePages(): Actions {
  const me = useMe()
  const navigate = useNavigate()
  return pages
    .filter((page) => me.may.includes(page.needs))
    .map((page) => ({
      id: page.to,
      group: 'Pages',
      label: page.title,
      description: page.question,
      leftSection: <page.icon size={18} stroke={1.6} aria-hidden />,
      onClick: () => navigate({ to: page.to, search: page.search }),
    }))
}

function usePoints(): Actions {
  const { points } = usePolicy()
  const navigate = useNavigate()
  return points.map((point) => ({
    id: `point ${point.id}`,
    group: 'Handoff points',
    label: point.title,
    description: 'Report of this handoff point',
    onClick: () => navigate({ to: '/reports', search: { point: point.id } }),
  }))
}

function useOwners(): Actions {
  const navigate = useNavigate()
  return [...usePeople().values()].map((person) => ({
    id: `person ${person.id}`,
    group: 'People',
    label: person.name,
    description: 'Handoffs that they carry',
    onClick: () => navigate({ to: '/handoffs', search: { owner: person.id, open: true } }),
  }))
}
