import type { TokenStore } from '../../../src/connectors/port.ts'

export function tokensInMemory(): TokenStore {
  let stored: Record<string, unknown> | undefined
  return {
    read: async () => stored,
    replace: async (tokens) => {
      stored = tokens
      return true
    },
  }
}
