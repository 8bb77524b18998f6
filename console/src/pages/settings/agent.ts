/** Browsers and systems by what their agents say of themselves, the more particular first. */
const BROWSERS = [
  ['Edg/', 'Edge'],
  ['OPR/', 'Opera'],
  ['Firefox/', 'Firefox'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
] as const
const SYSTEMS = [
  ['Android', 'Android'],
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Windows', 'Windows'],
  ['Mac OS', 'macOS'],
  ['Linux', 'Linux'],
] as const

/** `Chrome on Linux`; what the agent says itself where it is none of those that are known. */
export function agentName(agent: string): string {
  const [, browser] = BROWSERS.find(([mark]) => agent.includes(mark)) ?? []
  const [, system] = SYSTEMS.find(([mark]) => agent.includes(mark)) ?? []
  if (!browser) return agent || 'A browser'
  return system ? `${browser} on ${system}` : browser
}
