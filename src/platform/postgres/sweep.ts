/** Relocated data whose wanted folder was removed: their server is stopped, and we say where they are. */
import { readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { linkOf, recordOf, type Home } from './home.ts'
import { livingOwner } from './keep.ts'
import { findPostmaster, send } from './postmaster.ts'
import type { PostgresLog } from './start-embedded.ts'

/** Never removes data: they may be somebody's money, and the folder may only be unmounted. */
export function sweepRelocated(home: Home, log: PostgresLog): void {
  if (home.folder === home.dataDir) return
  const clusters = dirname(home.folder)
  for (const entry of readdirSync(clusters)) {
    const folder = join(clusters, entry)
    const wanted = recordOf(folder)
    if (folder === home.folder || wanted !== home.dataDir || linkOf(wanted) === folder) continue
    if (livingOwner({ folder }) !== undefined) continue
    const left = findPostmaster({ cluster: join(folder, 'cluster') })
    if (left !== undefined) send(left, 'SIGINT')
    log.warn({ folder }, 'An earlier database of this data folder is no longer used; remove it when you need the space')
  }
}
