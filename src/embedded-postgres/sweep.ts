/** Relocated data whose wanted folder was removed: their server is stopped, and we say where they are. */
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { linkOf, recordOf, type Home } from './home.ts'
import { livingOwner } from './keep.ts'
import { findPostmaster, stopPostmaster } from './postmaster.ts'
import type { PostgresLog } from './log.ts'

const THROWAWAY = 'throwaway'

/**
 * Removes only data that ran without fsync, which nobody can have meant to keep. All other data stay: they may be
 * somebody's money, and their folder may only be unmounted.
 */
export async function sweepRelocated(home: Home, log: PostgresLog): Promise<void> {
  if (home.folder === home.dataDir) return
  const clusters = dirname(home.folder)
  for (const entry of readdirSync(clusters)) {
    const folder = join(clusters, entry)
    const wanted = recordOf(folder)
    if (folder === home.folder || wanted === undefined || linkOf(wanted) === folder) continue
    const throwaway = existsSync(join(folder, THROWAWAY))
    if ((wanted !== home.dataDir && !throwaway) || livingOwner({ folder }) !== undefined) continue
    const cluster = join(folder, 'cluster')
    const left = findPostmaster({ cluster })
    if (left !== undefined) await stopPostmaster({ cluster }, left)
    if (throwaway) rmSync(folder, { recursive: true, force: true })
    else
      log.warn(
        { folder },
        'An earlier database of this data folder is no longer used; remove it when you need the space',
      )
  }
}

/** Marks relocated data as worth nothing once their folder is gone, or takes the mark away. */
export function markThrowaway(home: Home, durable: boolean): void {
  if (home.folder === home.dataDir) return
  if (durable) rmSync(join(home.folder, THROWAWAY), { force: true })
  else writeFileSync(join(home.folder, THROWAWAY), '')
}
