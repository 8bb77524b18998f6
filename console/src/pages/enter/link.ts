/** The secret of a link that somebody came by. */
export interface EntryLink {
  setup?: string
  invitation?: string
}

let read: EntryLink | undefined

/** What stands behind `#`, which is sent to nobody; it is taken from the address at once, so that no history keeps it. */
export function linkOf(): EntryLink {
  if (read) return read
  const said = new URLSearchParams(location.hash.slice(1))
  if (location.hash) history.replaceState(null, '', location.pathname + location.search)
  read = { setup: said.get('setup') ?? undefined, invitation: said.get('link') ?? undefined }
  return read
}
