/** The rooms of src: their order, who writes which table, and how large a file may be. */
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { ROOMS, roomOf, writtenNames } from '../scripts/rooms.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const LINES_MAX = 400

const ARCHITECTURE = readFileSync(join(ROOT, 'ARCHITECTURE.md'), 'utf8')
const RANK = new Map(ROOMS.map((room, rank) => [room, rank]))
/** The packages of packages/. They know no database, no HTTP and no other room but those below them. */
const PURE = ['einvoice', 'bank-files', 'law', 'core', 'client']

/**
 * Tables that a second room writes, and why. Intake stores a request, its idempotency record, audit entry and event in one
 * statement: one round trip a batch instead of four (decision 0001). The sequencer numbers the rows of both feeds.
 */
const ALSO_WRITTEN_BY: Record<string, string[]> = {
  audit_entry: ['invoices', 'accounting'],
  distribution_record: ['feed'],
  event: ['invoices', 'accounting', 'feed'],
  idempotency_record: ['invoices', 'accounting'],
}

interface File {
  path: string
  text: string
  lines: number
  imports: string[]
}

const FILES: File[] = globSync(['src/**/*.ts', 'packages/*/src/**/*.ts'], { cwd: ROOT })
  .map((path) => path.replaceAll('\\', '/'))
  .sort()
  .map(read)
const SOURCES = FILES.filter(({ path }) => !isTest(path))

function read(path: string): File {
  const text = readFileSync(join(ROOT, path), 'utf8')
  const fixed = /^(?:import|export)\s+(?:type\s)?(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm
  const dynamic = /\bimport\(\s*'([^']+)'\s*\)/g
  const imports = [...text.matchAll(fixed), ...text.matchAll(dynamic)].map(([, from = '']) => from)
  return {
    path,
    text,
    lines: text.split('\n').length - 1,
    imports: imports.map((from) => {
      if (from.startsWith('.')) return normalize(join(dirname(path), from)).replaceAll('\\', '/')
      return from.replace(/^@saatava\/([^/]+)\//, 'packages/$1/src/')
    }),
  }
}

function isTest(path: string): boolean {
  return path.endsWith('.test.ts')
}

function isOurs(path: string): boolean {
  return path.startsWith('src/') || path.startsWith('packages/')
}

/** Returns the imports of our files by the files of the rooms that `of` picks. */
function doors(includes: (room: string) => boolean = () => true): { from: string; to: string }[] {
  return SOURCES.filter(({ path }) => includes(roomOf(path))).flatMap(({ path, imports }) =>
    imports.filter(isOurs).map((to) => ({ from: path, to })),
  )
}

function none(bad: { from: string; to: string }[], rule: string): void {
  assert.deepEqual(
    bad.map(({ from, to }) => `${from} → ${to}`),
    [],
    rule,
  )
}

test('the rules below have seen the rooms, and every room is listed', () => {
  assert.ok(SOURCES.length > 100, `${SOURCES.length} files`)
  const known = new Set(FILES.map(({ path }) => path))
  const all = doors()
  assert.ok(all.length > 1_000, `${all.length} imports`)
  // Printed types are no code, and their file is as long as the API.
  for (const { from, to } of all)
    if (to.endsWith('.ts') && to !== 'packages/client/generated/api.ts')
      assert.ok(known.has(to), `${from} imports ${to}, which is there`)
  assert.deepEqual([...new Set(SOURCES.map(({ path }) => roomOf(path)))].sort(), ROOMS.toSorted())
})

test('the walks of ARCHITECTURE.md name files that are there', () => {
  const named = [...ARCHITECTURE.matchAll(/`([\w-]+\/[\w/-]+\.ts)`/g)].map(([, name = '']) => name)
  assert.ok(named.length > 20, `${named.length} files are named`)
  const known = new Set(FILES.map(({ path }) => path))
  const missing = named.filter(
    (name) => ![name, `src/${name}`].some((path) => known.has(path) || path.startsWith('test/')),
  )
  assert.deepEqual(missing, [])
})

test('imports go down the list of rooms only', () => {
  const rank = (path: string) => RANK.get(roomOf(path)) ?? -1
  none(
    doors().filter(({ from, to }) => rank(to) < rank(from)),
    'a room uses rooms below it; a flow composes what must move together',
  )
})

test('no files import each other in a circle, not even types', () => {
  const graph = new Map(SOURCES.map(({ path, imports }) => [path, imports.filter(isOurs)]))
  assert.deepEqual(circles(graph), [])
})

/** The groups of files that reach themselves: Tarjan's strongly connected components of more than one. */
function circles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const index = new Map<string, number>()
  const low = new Map<string, number>()
  const stack: string[] = []
  const found: string[][] = []
  const visit = (node: string) => {
    const order = index.size
    index.set(node, order)
    low.set(node, order)
    stack.push(node)
    for (const next of graph.get(node) ?? []) {
      if (!graph.has(next)) continue
      if (!index.has(next)) visit(next)
      if (stack.includes(next)) low.set(node, Math.min(low.get(node) ?? 0, low.get(next) ?? 0))
    }
    if (low.get(node) !== order) return
    const group = stack.splice(stack.indexOf(node))
    if (group.length > 1) found.push(group)
  }
  for (const node of graph.keys()) if (!index.has(node)) visit(node)
  return found
}

test('each table is written by one room', () => {
  const tables = new Set(
    globSync('migrations/*.sql', { cwd: ROOT }).flatMap((path) =>
      [...readFileSync(join(ROOT, path), 'utf8').matchAll(/create table (\w+)/g)].map(([, name = '']) => name),
    ),
  )
  assert.ok(tables.size > 40, `${tables.size} tables`)
  const writers = new Map<string, Set<string>>()
  for (const { path, text } of SOURCES)
    for (const table of writtenNames(text)) {
      if (!tables.has(table) || (ALSO_WRITTEN_BY[table] ?? []).includes(roomOf(path))) continue
      writers.set(table, (writers.get(table) ?? new Set()).add(roomOf(path)))
    }
  assert.ok(writers.size > 40, `${writers.size} tables are written`)
  const shared = [...writers].filter(([, rooms]) => rooms.size > 1)
  assert.deepEqual(
    shared.map(([table, rooms]) => `${table}: ${[...rooms].join(', ')}`),
    [],
  )
})

test('connections without a client’s setting are named', () => {
  // They listen for broken connections, or remember values by them.
  const named = [
    'src/agency/law-of.ts',
    'src/agency/read-agency.ts',
    'src/cli/context.ts',
    'src/platform/database.ts',
    'src/service.ts',
    'src/settings/client-settings.ts',
  ]
  const found = SOURCES.filter(({ text }) => /pool\.connections\b/.test(text)).map(({ path }) => path)
  assert.deepEqual(found, named)
})

test('the requests of a client that read beyond it are named', () => {
  // A master key seals for all clients; a reference is held for all; the sandbox's payment plays the bank.
  const named = [
    'src/accounting/check-master-key.ts',
    'src/invoices/foresee-warnings.ts',
    'src/invoices/preview-invoice.ts',
    'src/platform/context.ts',
    'src/platform/database.ts',
    'src/sandbox/make-payment.ts',
  ]
  const found = SOURCES.filter(({ text }) => /forAllClients\(|allClientsCtx\(/.test(text)).map(({ path }) => path)
  assert.deepEqual(found, named)
})

test('no file passes another’s functions on under new names', () => {
  const renamed = SOURCES.filter(({ text }) => /^export \{[^}]*\sas\s[^}]*\} from '\./m.test(text))
  assert.deepEqual(
    renamed.map(({ path }) => path),
    [],
  )
})

test('pure rooms know no database and no HTTP', () => {
  for (const { path, imports } of SOURCES.filter(({ path }) => PURE.includes(roomOf(path))))
    for (const from of imports) assert.ok(!/^(pg|fastify|undici|node:https?)$/.test(from), `${path} imports ${from}`)
})

test('connectors know their port and what lies in no noun', () => {
  const allowed = ['core', 'connectors', 'drops', 'platform']
  none(
    doors((room) => room === 'connectors').filter(({ to }) => !allowed.includes(roomOf(to))),
    'a connector knows no noun',
  )
  for (const { path, imports } of SOURCES.filter(({ path }) => roomOf(path) === 'connectors'))
    for (const from of imports) assert.ok(!/^(pg|fastify)$/.test(from), `${path} imports ${from}`)
})

test('one system’s connector or simulator does not lean on another’s', () => {
  const system = (path: string) => /^src\/(?:connectors|simulators)\/([^/]+)\//.exec(path)?.[1]
  none(
    doors((room) => room === 'connectors' || room === 'simulators').filter(({ from, to }) => {
      const [a, b] = [system(from), system(to)]
      return a !== undefined && b !== undefined && a !== 'kit' && b !== 'kit' && a !== b
    }),
    'a system is one folder',
  )
})

test('simulators do not know the product', () => {
  const allowed = ['simulators', 'core', 'bank-files', 'platform', 'look']
  none(
    doors((room) => room === 'simulators').filter(
      ({ to }) => !allowed.includes(roomOf(to)) && !/^src\/connectors\/(\w+\/sandbox-keys|marker)\.ts$/.test(to),
    ),
    'they know the wire, and the keys of simulated companies',
  )
  for (const { path, imports } of SOURCES.filter(({ path }) => path.endsWith('/sandbox-keys.ts')))
    assert.ok(
      imports.every((from) => from.startsWith('node:')),
      `${path} is pure`,
    )
})

test('routes call verbs: nothing but what starts the service imports routes, and routes import no queries', () => {
  const isRoutes = (path: string) => /(^|[/-])routes\.ts$/.test(path)
  const isQueries = (path: string) => /(^|[/-])queries\.ts$/.test(path)
  const starts = ['start', 'docs', 'sandbox', 'cli']
  none(
    doors((room) => !starts.includes(room)).filter(({ from, to }) => isRoutes(to) && !isRoutes(from)),
    'only routes and what starts the service import routes',
  )
  none(
    doors().filter(({ from, to }) => isRoutes(from) && isQueries(to)),
    'routes call verbs',
  )
})

test('shipped code imports no test, and no helper of tests', () => {
  const outside = SOURCES.flatMap(({ path, imports }) =>
    imports.filter((to) => isTest(to) || /^(?:packages\/[^/]+\/)?test\//.test(to)).map((to) => ({ from: path, to })),
  )
  none(outside, 'tests stay outside')
})

test('src and packages/*/src hold code and unit tests, test/ holds tests and below test/support what helps them', () => {
  const files = FILES.map(({ path }) => path)
  const helpers = files.filter((path) => /\.testing\.ts$|(^|\/)testing\//.test(path))
  // A model of the law is no helper: the tests compare the law packs with it.
  const modules = globSync('test/**/*.ts', { cwd: ROOT, exclude: ['test/support/**', 'test/law/*/**'] })
  assert.deepEqual([...helpers, ...modules.filter((path) => !isTest(path))], [])
})

test('files are small: none over 400 lines, nine in ten under 200, half under 80', () => {
  const sizes = SOURCES.map(({ lines }) => lines).sort((a, b) => a - b)
  for (const { path, lines } of FILES) assert.ok(lines <= LINES_MAX, `${path} has ${lines} lines`)
  const at = (share: number) => sizes[Math.floor(sizes.length * share)] ?? 0
  assert.ok(at(0.5) < 80, `half the files have ${at(0.5)} lines or more`)
  assert.ok(at(0.9) < 200, `one file in ten has ${at(0.9)} lines or more`)
})
