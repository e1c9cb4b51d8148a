/**
 * The unit tests: the tests in src/ and packages/ that need no database, start no other program and run no Schematron. A
 * test needs one of them when it, or a file that it imports, imports the test database, the PostgreSQL driver,
 * node:child_process or node-schematron, which alone takes half a minute.
 */
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const NEEDS_MORE = ['test/support/database.ts', 'pg', 'node:child_process', 'node-schematron']

/** Returns the unit tests among these test files, by their paths from `root`. */
export function unitFiles(root: string, files: readonly string[]): string[] {
  const known = new Map<string, string[]>()
  const importsOf = (path: string) => {
    const imports = known.get(path) ?? readImports(root, path)
    known.set(path, imports)
    return imports
  }
  return files.filter((file) => /^(src|packages)\//.test(file) && !needsMore(file, importsOf))
}

function needsMore(file: string, importsOf: (path: string) => string[]): boolean {
  const reached = new Set([file])
  for (const path of reached)
    for (const next of importsOf(path)) {
      if (NEEDS_MORE.includes(next)) return true
      if (next.endsWith('.ts')) reached.add(next)
    }
  return false
}

/** Returns the modules that a file loads: paths from `root` for our files, names for modules. Types are not loaded. */
function readImports(root: string, path: string): string[] {
  const text = readFileSync(join(root, path), 'utf8')
  const imports = text.matchAll(/^(?:import|export)\s+(?!type\s)(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm)
  return Array.from(imports, ([, from = '']) =>
    from.startsWith('.') ? join(dirname(path), from) : from.replace(/^@saatava\/([^/]+)\//, 'packages/$1/src/'),
  )
}
