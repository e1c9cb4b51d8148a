/** The house: which rooms there are, which way the doors open, and how large a room may be. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { globSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const LINES_MAX = 400

/** What puts the house together, and may therefore look into every room. */
const TOP = [
  'src/main.ts',
  'src/service.ts',
  'src/workers.ts',
  'src/cli/',
  'src/docs/',
  'src/sandbox/',
  'src/demo/',
  'src/doctor/',
  'src/start/',
]
const BASE = ['core', 'platform', 'law', 'connectors', 'simulators']

interface File {
  path: string
  lines: number
  imports: { from: string; typeOnly: boolean }[]
}

const FILES: File[] = globSync('src/**/*.ts', { cwd: ROOT })
  .map((path) => path.replaceAll('\\', '/'))
  .sort()
  .map(read)
const SOURCES = FILES.filter(({ path }) => !isTest(path))
const NOUNS = [...new Set(SOURCES.map(({ path }) => roomOf(path)))].filter(
  (room) => room !== '' && !BASE.includes(room) && !TOP.includes(`src/${room}/`),
)

function read(path: string): File {
  const text = readFileSync(join(ROOT, path), 'utf8')
  const pattern = /^(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm
  const dynamic = /\bimport\(\s*'([^']+)'\s*\)/g
  const imports = [
    ...[...text.matchAll(pattern)].map(([, type, from = '']) => ({ from, typeOnly: type !== undefined })),
    ...[...text.matchAll(dynamic)].map(([, from = '']) => ({ from, typeOnly: false })),
  ]
  return {
    path,
    lines: text.split('\n').length - 1,
    imports: imports.map(({ from, typeOnly }) => ({
      from: from.startsWith('.') ? normalize(join(dirname(path), from)).replaceAll('\\', '/') : from,
      typeOnly,
    })),
  }
}

function isTest(path: string): boolean {
  return /\.(test|testing)\.ts$/.test(path)
}

/** "accounting" of "src/accounting/sync/runner.ts"; "" for what lies in src itself. */
function roomOf(path: string): string {
  return /^src\/([^/]+)\//.exec(path)?.[1] ?? ''
}

function isTop(path: string): boolean {
  return TOP.some((top) => path.startsWith(top))
}

function isQueries(path: string): boolean {
  return /(^|[/-])queries\.ts$/.test(path)
}

function isRoutes(path: string): boolean {
  return /(^|[/-])routes\.ts$/.test(path)
}

/** Every import of ours by the files that `of` picks. */
function doors(of: (path: string) => boolean): { from: string; to: string; typeOnly: boolean }[] {
  return SOURCES.filter(({ path }) => of(path)).flatMap(({ path, imports }) =>
    imports
      .filter(({ from }) => from.startsWith('src/'))
      .map(({ from, typeOnly }) => ({ from: path, to: from, typeOnly })),
  )
}

function none(bad: { from: string; to: string }[], rule: string): void {
  assert.deepEqual(
    bad.map(({ from, to }) => `${from} → ${to}`),
    [],
    rule,
  )
}

test('the rules below have seen the house', () => {
  assert.ok(SOURCES.length > 100, `${SOURCES.length} files`)
  for (const noun of ['onboarding', 'accounting'])
    assert.ok(NOUNS.includes(noun), `${noun} is among ${NOUNS.join(', ')}`)
  for (const room of ['core', 'platform', 'connectors', 'simulators'])
    assert.ok(doors((path) => roomOf(path) === room || room === 'core').length > 0, `imports of ${room} are seen`)
  const known = new Set(FILES.map(({ path }) => path))
  const all = doors(() => true)
  assert.ok(all.length > 300, `${all.length} imports`)
  for (const { from, to } of all)
    if (to.endsWith('.ts')) assert.ok(known.has(to), `${from} imports ${to}, which is there`)
})

test('core imports nothing of ours but core', () => {
  none(
    doors((path) => roomOf(path) === 'core').filter(({ to }) => roomOf(to) !== 'core'),
    'core stands alone',
  )
})

test('platform knows no noun', () => {
  const allowed = ['core', 'platform']
  none(
    doors((path) => roomOf(path) === 'platform').filter(({ to }) => !allowed.includes(roomOf(to))),
    'no business word',
  )
})

test('connectors know no noun, no routes and no SQL', () => {
  const allowed = ['core', 'connectors']
  const out = doors((path) => roomOf(path) === 'connectors').filter(({ to }) => !allowed.includes(roomOf(to)))
  // The keys of a simulated company are worked out by one pure function that both sides share. Drops are a transport,
  // as http.ts here is; channels deliver through them too, so they lie in platform, with what all lines out share.
  none(
    out.filter(
      ({ to }) => !/^src\/(simulators\/[^/]+\/keys\.ts|platform\/drop\/[^/]+\.ts|platform\/outgoing\.ts)$/.test(to),
    ),
    'connectors know their port and core',
  )
  for (const { path, imports } of SOURCES.filter(({ path }) => roomOf(path) === 'connectors'))
    for (const { from } of imports) assert.ok(!/^(pg|fastify)$/.test(from), `${path} imports ${from}`)
  for (const { path, imports } of SOURCES.filter(({ path }) => /^src\/simulators\/[^/]+\/keys\.ts$/.test(path)))
    assert.ok(
      imports.every(({ from }) => from.startsWith('node:')),
      `${path} is pure`,
    )
})

test('one connector does not lean on another', () => {
  const system = (path: string) => /^src\/(?:connectors|simulators)\/([^/]+)\//.exec(path)?.[1]
  none(
    doors((path) => system(path) !== undefined && system(path) !== 'kit').filter(
      ({ from, to }) => system(to) !== undefined && system(to) !== 'kit' && system(to) !== system(from),
    ),
    'a system is one folder',
  )
})

test('simulators are the outside world: nothing but the top and the registry of connectors’ keys reaches them', () => {
  none(
    doors((path) => !isTop(path) && roomOf(path) !== 'simulators').filter(
      ({ to }) => roomOf(to) === 'simulators' && !to.endsWith('/keys.ts'),
    ),
    'the product works without simulators',
  )
  none(
    doors((path) => roomOf(path) === 'simulators').filter(({ to }) => NOUNS.includes(roomOf(to))),
    'simulators do not know the product',
  )
})

test('a noun calls another through its verbs, never through its tables or its routes', () => {
  const between = doors((path) => NOUNS.includes(roomOf(path))).filter(
    ({ from, to }) => NOUNS.includes(roomOf(to)) && roomOf(to) !== roomOf(from),
  )
  assert.ok(between.length > 0, 'nouns do call each other')
  none(
    between.filter(({ to }) => isQueries(to) || isRoutes(to)),
    'verbs only',
  )
})

test('routes → verbs → queries → platform → core: nobody looks back', () => {
  const house = (path: string) => !isTop(path)
  none(
    doors((path) => house(path) && !isRoutes(path)).filter(({ to }) => isRoutes(to)),
    'only routes and what starts the house import routes',
  )
  none(
    doors((path) => isRoutes(path)).filter(({ to }) => isQueries(to)),
    'routes call verbs',
  )
  const verbs = doors((path) => isQueries(path) && NOUNS.includes(roomOf(path))).filter(
    ({ to, typeOnly }) => NOUNS.includes(roomOf(to)) && !isQueries(to) && !/\/states\.ts$/.test(to) && !typeOnly,
  )
  none(verbs, 'queries call no verb')
})

test('nothing but the top imports the top', () => {
  none(
    doors((path) => !isTop(path)).filter(({ to }) => isTop(to) && roomOf(to) !== 'docs'),
    'the top is the top',
  )
})

test('what ships imports no test', () => {
  none(
    doors(() => true).filter(({ to }) => isTest(to) || !to.startsWith('src/')),
    'tests stay outside',
  )
})

test('rooms are small: none over 400 lines, nine in ten under 200, half under 80', () => {
  const sizes = SOURCES.map(({ lines }) => lines).sort((a, b) => a - b)
  for (const { path, lines } of FILES) assert.ok(lines <= LINES_MAX, `${path} has ${lines} lines`)
  const at = (share: number) => sizes[Math.floor(sizes.length * share)] ?? 0
  assert.ok(at(0.5) < 80, `half the files have ${at(0.5)} lines or more`)
  assert.ok(at(0.9) < 200, `one file in ten has ${at(0.9)} lines or more`)
})
