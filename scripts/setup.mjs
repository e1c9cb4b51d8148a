/**
 * Installs what package-lock.json asks for, when it is not there yet, and does nothing otherwise (some milliseconds).
 * Runs before `npm start`, `npm test` and `npx saatava`, on whatever Node the machine has (18 or newer): plain
 * JavaScript, no dependencies.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, linkSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, delimiter, dirname, join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
const MODULES = join(ROOT, 'node_modules')
const STAMP = join(MODULES, '.saatava-lock-hash')
const LOCK_WAIT_MS = 900_000
const NODE_MAJOR_MIN = 24

/** The Node the service runs on: the one npm installed, or this one where npm left it out and this one is new enough. */
export function nodeBinary() {
  const installed = join(MODULES, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  if (existsSync(installed) && statSync(installed).size > 0) return installed
  return Number(process.versions.node.split('.')[0]) >= NODE_MAJOR_MIN ? process.execPath : undefined
}

/** Makes node_modules what package-lock.json says. Throws an Error whose message says what to do. */
export function setup() {
  const lockFile = readFileSync(join(ROOT, 'package-lock.json'))
  const hash = createHash('sha256').update(lockFile).digest('hex')
  if (isReady(hash)) return
  withLock(() => {
    // Somebody else may have done it while we waited.
    if (isReady(hash)) return
    if (!matches(JSON.parse(lockFile.toString('utf8')))) install()
    if (nodeBinary() === undefined) installNode()
    writeStamp(hash)
  })
}

function isReady(hash) {
  return read(STAMP) === hash && nodeBinary() !== undefined
}

/** True when npm's own record of what it installed agrees with package-lock.json: somebody ran npm by hand. */
function matches(lock) {
  const record = read(join(MODULES, '.package-lock.json'))
  if (record === undefined) return false
  const installed = JSON.parse(record).packages ?? {}
  const wanted = lock.packages ?? {}
  // npm leaves out what is for other platforms, and development packages on request: those it may lack.
  const withoutDev = installed['node_modules/node'] === undefined && nodeBinary() !== undefined
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === '' || installed[path] !== undefined) continue
    if (!(entry.optional || entry.devOptional || (withoutDev && entry.dev))) return false
  }
  return Object.entries(installed).every(
    ([path, entry]) => wanted[path]?.version === entry.version && wanted[path]?.integrity === entry.integrity,
  )
}

function install() {
  process.stderr.write('Installing packages; this happens once and takes about a minute …\n')
  const status = npm(['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'])
  if (status !== 0) {
    throw new Error(
      `The packages could not be installed: npm ci ended with ${status}, and its own words are above. Check that the npm registry can be reached and that the disk has 1 GB free, then run the same command again.`,
    )
  }
}

/** Node itself comes through an install script, which npm skips under ignore-scripts. */
function installNode() {
  const status = npm(['rebuild', 'node', '--ignore-scripts=false', '--loglevel=error'])
  if (status !== 0 || nodeBinary() === undefined) {
    throw new Error(
      `Node ${NODE_MAJOR_MIN} could not be installed into node_modules: run "npm rebuild node --ignore-scripts=false" and read what it says, or use Node ${NODE_MAJOR_MIN} yourself.`,
    )
  }
}

/** Runs npm on the machine's own Node: the one in node_modules is about to be replaced. */
function npm(args) {
  const inside = (path) => path.startsWith(MODULES + sep)
  const path = (process.env.PATH ?? '').split(delimiter).filter((entry) => !inside(entry + sep))
  const env = { ...process.env, PATH: path.join(delimiter) }
  // Standard output belongs to the command that we prepare.
  const options = { cwd: ROOT, env, stdio: ['inherit', 2, 2], shell: process.platform === 'win32' }
  const { npm_execpath: cli, npm_node_execpath: node } = process.env
  const known =
    cli !== undefined && basename(cli) === 'npm-cli.js' && node !== undefined && !inside(node) && !inside(cli)
  const result = known ? spawnSync(node, [cli, ...args], { ...options, shell: false }) : spawnSync('npm', args, options)
  if (result.error !== undefined) {
    throw new Error(`npm could not be started (${result.error.message}): install Node.js with npm, 18 or newer.`)
  }
  return result.status ?? result.signal
}

/** One installation at a time. The lock is outside node_modules, which npm ci removes. */
function withLock(work) {
  const key = createHash('sha256').update(ROOT).digest('hex').slice(0, 16)
  const lock = join(tmpdir(), `saatava-setup-${key}.lock`)
  const deadline = Date.now() + LOCK_WAIT_MS
  let announced = false
  while (!take(lock)) {
    const holder = Number(read(lock))
    if (holder > 0 && !isAlive(holder)) removeDead(lock, holder)
    else if (Date.now() > deadline)
      throw new Error(`Process ${holder} has been installing for too long: end it, remove ${lock}, try again.`)
    else {
      if (!announced) process.stderr.write(`Waiting for process ${holder}, which installs the packages …\n`)
      announced = true
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200)
    }
  }
  try {
    work()
  } finally {
    rmSync(lock, { force: true })
  }
}

function take(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}

/** Two may see the same dead holder: what was moved aside is put back when it turns out to be a new holder's. */
function removeDead(lock, holder) {
  const aside = `${lock}.${process.pid}`
  try {
    renameSync(lock, aside)
    if (read(aside) !== String(holder)) linkSync(aside, lock)
  } catch {
    // Somebody else was faster.
  }
  rmSync(aside, { force: true })
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

function read(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

function writeStamp(hash) {
  try {
    writeFileSync(STAMP, hash)
  } catch {
    // Read-only node_modules: the comparison is made again the next time.
  }
}

/** setup() for a command line: its error is a sentence, not a stack. */
export function setupOrExit() {
  try {
    setup()
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(1)
  }
}

if (process.argv[1] !== undefined && fileURLToPath(import.meta.url) === realpathSync(process.argv[1])) setupOrExit()
