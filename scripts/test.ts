/**
 * `npm test`: types, lint and format on one side, the tests against a real PostgreSQL on the other, both at once.
 *
 *   npm test                      everything
 *   npm run test:long             with the long versions of the tests that have one
 *   npm run test:nightly          with a new seed, which it prints; TEST_SEED=… npm test repeats it
 *   npm run test:unit             the unit tests alone, without PostgreSQL
 *   npm test -- src/docs/a.test.ts   only these tests, no static checks
 *
 * The tests use TEST_DATABASE_URL's server where it is set, else a separate one that is gone afterwards.
 */
import { randomInt } from 'node:crypto'
import { globSync, mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { groupFiles } from './test/groups.ts'
import { type Step, runStep, stopSteps } from './test/steps.ts'
import { startTestServer } from './test/test-server.ts'
import { unitFiles } from './test/unit-files.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
// A file waits for a timer or a child process about a third of its time; one more than there are cores fills the gaps.
// The server has connections for four files.
const CONCURRENCY = Math.min(4, availableParallelism() + 1)
// Lines shown of one failed check, half from its beginning and half from its end.
const OUTPUT_LINES_MAX = 120
const KNIP_ARGUMENTS = ['--no-progress', '--reporter', 'symbols', '--reporter', './scripts/test/knip-count.ts']

interface Outcome {
  name: string
  passed: boolean
  seconds: number
}

const options = process.argv.slice(2).filter((argument) => argument.startsWith('--'))
const LONG = options.includes('--long')
const UNIT = options.includes('--unit')
const NIGHTLY = options.includes('--nightly')
// A whole life of five thousand invoices takes its time.
const TEST_MS_MAX = LONG ? 5_400_000 : 600_000
/** Failures name the seed too, but a reader looks at the first line of a night's output. */
const seed = NIGHTLY ? (process.env['TEST_SEED'] ?? String(randomInt(0x7fff_ffff))) : process.env['TEST_SEED']
const named = process.argv.slice(2).filter((argument) => !argument.startsWith('--'))
const unknown = options.filter((option) => !['--long', '--unit', '--nightly'].includes(option))
if (unknown.length > 0) {
  console.error(
    `Unknown option ${unknown.join(', ')}; there are --long, --nightly and --unit, and names of test files.`,
  )
  process.exit(2)
}
const chosen = (
  named.length > 0
    ? named
    : globSync(['src/**/*.test.ts', 'packages/*/src/**/*.test.ts', 'test/**/*.test.ts'], { cwd: ROOT })
)
  .map((file) => relative(ROOT, resolve(named.length > 0 ? process.cwd() : ROOT, file)))
  .sort()
  // The longest of them are in test/: none of those is left alone at the end.
  .reverse()
const files = UNIT ? unitFiles(ROOT, chosen) : chosen

process.exitCode = await main()

async function main(): Promise<number> {
  const began = Date.now()
  if (seed !== undefined) console.log(`TEST_SEED=${seed}`)
  const outcomes: Outcome[] = []
  const server = UNIT ? undefined : await startTestServer()
  let interrupted = 0
  const interrupt = (signal: NodeJS.Signals, code: number) => {
    process.on(signal, () => {
      interrupted ||= code
      stopSteps()
    })
  }
  interrupt('SIGINT', 130)
  interrupt('SIGTERM', 143)
  try {
    const checks = named.length > 0 || UNIT ? Promise.resolve([]) : staticChecks(() => interrupted !== 0)
    // Two streams of output in one terminal cannot be read: the tests' waits until the checks have had their say.
    const tests = runTests(
      server?.url,
      checks.then(() => undefined),
    )
    outcomes.push(...(await checks), await tests)
  } finally {
    await server?.stop()
  }
  if (interrupted !== 0) {
    console.log(`Interrupted${server === undefined ? '' : '; the test database is removed'}.`)
    return interrupted
  }
  summarize(outcomes, (Date.now() - began) / 1_000)
  if (seed !== undefined) console.log(`TEST_SEED=${seed}`)
  return outcomes.every((outcome) => outcome.passed) ? 0 : 1
}

async function staticChecks(cancelled: () => boolean): Promise<Outcome[]> {
  const steps: Step[] = [
    { name: 'types', command: 'tsc', args: ['--noEmit'] },
    { name: 'lint', command: 'oxlint', args: ['--type-aware'], check: lintedSomething },
    { name: 'format', command: 'biome', args: ['format', '.'] },
    { name: 'unused code', command: 'knip', args: KNIP_ARGUMENTS, check: analyzedEveryFile },
  ]
  const outcomes: Outcome[] = []
  for (const step of steps) {
    if (cancelled()) break
    const { passed, seconds, output } = await runStep(ROOT, step)
    console.log(`${passed ? '✔' : '✖'} ${step.name} (${seconds.toFixed(1)} s)`)
    if (!passed) console.log(shortened(output.trimEnd()))
    outcomes.push({ name: step.name, passed, seconds })
  }
  return outcomes
}

/** A thousand lines of differences hide what comes after them. */
function shortened(output: string): string {
  const lines = output.split('\n')
  if (lines.length <= OUTPUT_LINES_MAX) return output
  const half = OUTPUT_LINES_MAX / 2
  const left = `… ${lines.length - OUTPUT_LINES_MAX} lines left out; npm run check prints them all …`
  return [...lines.slice(0, half), left, ...lines.slice(-half)].join('\n')
}

/** A linter that found no files passes too, and says nothing. */
function lintedSomething(output: string): string | undefined {
  const count = Number(/ on (\d+) files?/.exec(output)?.[1] ?? 0)
  return count > 0 ? undefined : 'oxlint does not report having checked any file.'
}

/** The second reporter prints how many files knip analyzed; a wrong pattern in knip.json would leave some out. */
function analyzedEveryFile(output: string): string | undefined {
  const count = Number(/knip analyzed (\d+) files/.exec(output)?.[1] ?? 0)
  const expected = globSync(['{src,test,bench,scripts}/**/*.ts', 'packages/*/{src,test}/**/*.ts'], { cwd: ROOT }).length
  return count >= expected ? undefined : `knip analyzed ${count} files of ${expected}: see the patterns of knip.json.`
}

async function runTests(databaseUrl: string | undefined, quietUntil: Promise<void>): Promise<Outcome> {
  if (files.length === 0) {
    console.log('✖ tests: there are none.')
    return { name: 'tests', passed: false, seconds: 0 }
  }
  const limits = [`--test-concurrency=${CONCURRENCY}`, `--test-timeout=${TEST_MS_MAX}`]
  const reporters = ['spec', './scripts/test/slowest.ts'].flatMap((reporter) => [
    `--test-reporter=${reporter}`,
    '--test-reporter-destination=stdout',
  ])
  const folder = mkdtempSync(join(tmpdir(), 'saatava-test-groups-'))
  // Somebody who names files looks at each of them; the long version of one file takes as long as a group may.
  const given = named.length > 0 || LONG ? files : groupFiles(ROOT, files, folder)
  const args = ['--import=./scripts/test/preload.ts', '--test', ...limits, ...reporters]
  const { passed, seconds } = await runStep(ROOT, {
    name: 'tests',
    command: process.execPath,
    args: [...args, ...given],
    env: {
      // Each group of test files is a process that loads the whole service: compiled modules are kept from one to the next.
      NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? join(ROOT, 'node_modules', '.cache', 'compiled'),
      ...(databaseUrl === undefined ? {} : { TEST_DATABASE_URL: databaseUrl }),
      ...(seed === undefined ? {} : { TEST_SEED: seed }),
      ...(LONG ? { SAATAVA_TEST_LONG: '1' } : {}),
      ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}),
    },
    live: { after: quietUntil, write: (text) => process.stdout.write(text) },
  }).finally(() => rmSync(folder, { recursive: true }))
  return { name: 'tests', passed, seconds }
}

function summarize(outcomes: Outcome[], seconds: number): void {
  const parts = outcomes.map(({ name, passed, seconds: took }) => `${passed ? '✔' : '✖'} ${name} ${took.toFixed(1)} s`)
  console.log(`\n${parts.join('   ')}   (${seconds.toFixed(1)} s in all)`)
}
