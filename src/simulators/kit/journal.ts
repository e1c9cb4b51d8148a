/**
 * A simulator's books on disk: one JSON line an entry, written before the answer is sent, read back at start. A write
 * that has returned is in the kernel, so the books survive kill -9 of the process (not a power cut: it is a sandbox).
 */
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

export interface Journal {
  append(entry: unknown): void
  replay(apply: (entry: unknown) => void): void
  close(): void
}

/** @param file undefined keeps the books in memory only */
export function openJournal(file: string | undefined): Journal {
  if (file === undefined) return { append() {}, replay() {}, close() {} }
  mkdirSync(dirname(file), { recursive: true })
  const descriptor = openSync(file, 'a')
  return {
    append(entry) {
      writeSync(descriptor, `${JSON.stringify(entry)}\n`)
    },
    replay(apply) {
      if (!existsSync(file)) return
      for (const line of readFileSync(file, 'utf8').split('\n')) {
        const entry = parsed(line)
        if (entry !== undefined) apply(entry)
      }
    },
    close() {
      closeSync(descriptor)
    },
  }
}

// The last line may be half a line after a kill; its request was never answered, so it never happened.
function parsed(line: string): unknown {
  try {
    return line === '' ? undefined : JSON.parse(line)
  } catch {
    return undefined
  }
}
