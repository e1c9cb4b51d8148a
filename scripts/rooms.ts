/** The rooms of the code, from the list in ARCHITECTURE.md, and the tables that a source file writes. */
import { readFileSync } from 'node:fs'

const ARCHITECTURE = new URL('../ARCHITECTURE.md', import.meta.url)

/** From top to bottom. */
export const ROOMS: readonly string[] = listed(readFileSync(ARCHITECTURE, 'utf8'))

function listed(architecture: string): string[] {
  const [, block = ''] = /```rooms\n([\s\S]*?)```/.exec(architecture) ?? []
  return block
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split(' ')[0] ?? '')
}

/** "accounting" of "src/accounting/sync/worker.ts", "law" of "packages/law/src/law.ts"; "start" for what lies in src itself. */
export function roomOf(path: string): string {
  return /^(?:src|packages)\/([^/]+)\//.exec(path.replaceAll('\\', '/'))?.[1] ?? 'start'
}

/** Names that follow a writing word of SQL: tables, and words that are none. */
export function writtenNames(source: string): string[] {
  return Array.from(source.matchAll(/\b(?:insert into|update|delete from)\s+(\w+)\b/g), ([, name = '']) => name)
}
