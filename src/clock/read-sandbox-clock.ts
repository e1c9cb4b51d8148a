import { isSandboxClock } from '../platform/clock.ts'
import type { Platform } from '../platform/context.ts'
import { readClock } from './queries.ts'

/** Where the clock stands, before a process decides anything by it. Outside a sandbox there is nothing to read. */
export async function readSandboxClock({ clock, pool }: Platform): Promise<void> {
  if (isSandboxClock(clock)) clock.advanceTo((await readClock(pool)).stored.offsetMs)
}
