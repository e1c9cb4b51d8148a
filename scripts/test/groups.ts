/**
 * Puts test files into groups, each of which is one process: it loads the service once, and compiles it once. The files of
 * a group run one after the other, each in a suite with its name, with its hooks and its database.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const FILES_MAX = 12

/**
 * Writes a file for each group, which loads its tests.
 * @param files paths of tests from `root`, in the order in which they run
 * @param folder takes the files; no path in it may go through node_modules, where the runner looks for no tests
 * @returns paths of what the runner is given
 */
export function groupFiles(root: string, files: readonly string[], folder: string): string[] {
  const groups = Array.from({ length: Math.ceil(files.length / FILES_MAX) }, (_, i) =>
    files.slice(i * FILES_MAX, (i + 1) * FILES_MAX),
  )
  return groups.map((group, i) => {
    const path = join(folder, `${String(i + 1).padStart(3, '0')}.test.mjs`)
    writeFileSync(path, loading(root, group))
    return path
  })
}

function loading(root: string, files: readonly string[]): string {
  const suites = files.map((file) => {
    const url = pathToFileURL(join(root, file)).href
    return `describe(${JSON.stringify(file)}, async () => { await import(${JSON.stringify(url)}) })\n`
  })
  return `import { describe } from 'node:test'\n${suites.join('')}`
}
