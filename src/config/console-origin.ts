import type { Config } from './config.ts'

/** The origin of the console: what is set, or this machine in a sandbox. A passkey takes a name, and no bare address. */
export function consoleOriginOf(
  { console: { origin }, environment, port }: Pick<Config, 'console' | 'environment' | 'port'>,
  listensOn = String(port),
): string | undefined {
  if (origin !== undefined) return origin
  return environment === 'sandbox' ? new URL(`http://localhost:${listensOn}`).origin : undefined
}
