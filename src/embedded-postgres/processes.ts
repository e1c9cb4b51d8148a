/** Identifies processes: a pid alone is reused by the kernel, a pid with its start time is not. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/**
 * Something that stays the same while a process lives and differs for the next process of that pid; undefined when
 * there is none (a zombie counts as none: it only waits for its parent).
 */
export function identityOf(pid: number): string | undefined {
  if (!Number.isSafeInteger(pid) || pid <= 0) return undefined
  if (process.platform === 'linux') return linuxIdentity(pid)
  if (!signalReaches(pid)) return undefined
  if (process.platform === 'win32') return 'alive'
  const line = ps(pid, 'stat=,lstart=')
  return line === undefined || line.startsWith('Z') ? undefined : line.replace(/^\S+\s+/, '')
}

/** The command line of a process, words joined by spaces; undefined where it cannot be read. */
export function commandOf(pid: number): string | undefined {
  if (process.platform === 'win32') return undefined
  if (process.platform !== 'linux') return ps(pid, 'command=')
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
  } catch {
    return undefined
  }
}

function linuxIdentity(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name, in brackets, may hold spaces and brackets itself; field 3 (state) and 22 (start) follow the last one.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined
    return `${bootId()}:${fields[19] ?? ''}`
  } catch {
    return undefined
  }
}

// Start times count from boot: the same number after a reboot is another process.
function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  } catch {
    return ''
  }
}

function signalReaches(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function ps(pid: number, format: string): string | undefined {
  try {
    return execFileSync('ps', ['-o', format, '-p', String(pid)], {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C' },
    }).trim()
  } catch {
    return undefined
  }
}
