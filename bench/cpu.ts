/** Processor time of processes, by Linux's own counters: on a machine that does other things too, seconds lie. */
import { existsSync, readFileSync, readdirSync } from 'node:fs'

/** Milliseconds of a clock tick, by which /proc counts. */
const TICK_MS = 10

/**
 * Returns the processor time of a PostgreSQL server: its postmaster, all processes that it has started, and those of them
 * that have ended. ms; undefined where there is no /proc.
 * @param backend process id of any connection to it
 */
export function serverCpu(backend: number): number | undefined {
  if (!existsSync('/proc/self/stat')) return undefined
  const postmaster = statOf(String(backend))?.parent
  if (postmaster === undefined) return undefined
  const all = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? [statOf(name)] : []))
  const children = all.filter((stat) => stat?.parent === postmaster).reduce((sum, stat) => sum + (stat?.own ?? 0), 0)
  const own = statOf(postmaster)
  return ((own?.own ?? 0) + (own?.ended ?? 0) + children) * TICK_MS
}

/** Fields 4 and 14 to 17 of /proc/<pid>/stat, those after the name; undefined where the process has just ended. */
function statOf(pid: string): { parent: string; own: number; ended: number } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const ticks = (field: number) => Number(fields[field - 3])
    return { parent: fields[1] ?? '', own: ticks(14) + ticks(15), ended: ticks(16) + ticks(17) }
  } catch {
    return undefined
  }
}
