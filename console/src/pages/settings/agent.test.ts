import { expect, it } from 'vitest'
import { agentName } from './agent'

it('names a browser and its system', () => {
  const linux = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'
  expect(agentName(linux)).toBe('Chrome on Linux')
  expect(agentName(`${linux} Edg/140.0`)).toBe('Edge on Linux')
  expect(agentName('curl/8.5')).toBe('curl/8.5')
  expect(agentName('')).toBe('A browser')
})
