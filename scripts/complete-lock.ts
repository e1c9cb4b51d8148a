/**
 * Names in package-lock.json every optional package of other platforms that it should name. Behind a registry that does
 * not carry them all, npm leaves them out without a word, and then `npm ci` refuses the file everywhere. Run it after
 * changing dependencies there:
 *
 *   node scripts/complete-lock.ts
 *
 * An added entry has the exact version its parent asks for and the platform in its name, so that npm passes it over
 * elsewhere; it has no integrity hash, which npm adds on a machine that can see the package.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const PATH = fileURLToPath(new URL('../package-lock.json', import.meta.url))
const SYSTEMS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32']
const PROCESSORS = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64']

interface Entry {
  version?: string
  dev?: boolean
  optional?: boolean
  os?: string[]
  cpu?: string[]
  libc?: string[]
  optionalDependencies?: Record<string, string>
}

/** package-lock.json, as far as we look at it. */
export interface Lock {
  packages: Record<string, Entry>
}

interface Missing {
  /** The folder of the package that asks, "node_modules/oxlint". */
  parent: string
  name: string
  version: string
}

/** The optional packages asked for and not in the lock. */
export function missingFrom(lock: Lock): Missing[] {
  const missing: Missing[] = []
  for (const [parent, entry] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (!isResolved(lock.packages, parent, name)) missing.push({ parent, name, version })
    }
  }
  return missing
}

/** Node looks in the same order: in the parent's own node_modules, then in each one above it. */
function isResolved(packages: Lock['packages'], parent: string, name: string): boolean {
  for (let folder = parent; ; folder = folder.slice(0, Math.max(folder.lastIndexOf('/node_modules/'), 0))) {
    if (packages[`${folder === '' ? '' : `${folder}/`}node_modules/${name}`] !== undefined) return true
    if (folder === '') return false
  }
}

function complete(): void {
  const lock = JSON.parse(readFileSync(PATH, 'utf8')) as Lock
  const missing = missingFrom(lock)
  for (const one of missing) lock.packages[`node_modules/${one.name}`] = entryFor(one, lock)
  lock.packages = Object.fromEntries(
    Object.entries(lock.packages).sort(([a], [b]) => (a === '' ? -1 : b === '' ? 1 : a.localeCompare(b, 'en'))),
  )
  writeFileSync(PATH, `${JSON.stringify(lock, null, 2)}\n`)
  console.log(`${missing.length} added to package-lock.json`)
}

function entryFor({ parent, name, version }: Missing, lock: Lock): Entry {
  const words = name.split(/[/-]/)
  const os = SYSTEMS.find((system) => words.includes(system))
  const cpu = PROCESSORS.find((processor) => words.includes(processor))
  if (os === undefined || cpu === undefined || !/^\d+\.\d+\.\d+[\w.-]*$/.test(version)) {
    throw new Error(`${name}@${version}, optional for ${parent}: neither its platform nor its version is known.`)
  }
  const libc = name.includes('musl') ? ['musl'] : os === 'linux' ? ['glibc'] : undefined
  return {
    version,
    cpu: [cpu],
    ...(lock.packages[parent]?.dev === true ? { dev: true } : {}),
    ...(libc === undefined ? {} : { libc }),
    optional: true,
    os: [os],
  }
}

if (import.meta.main) complete()
