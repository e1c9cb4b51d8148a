/**
 * Several files report the movements of an account in several forms (a notification in detail, a statement that sums some
 * of them up, parts of both again, reversals by the bank, perhaps before the payment). They are taken in any order,
 * twice, twice at once, by processes that are killed, with cases that open late: each movement is counted once.
 */
import { strict as assert } from 'node:assert'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import * as fc from 'fast-check'
import { type CamtEntry, type CamtMessage, camtFile } from '../../packages/bank-files/test/camt.ts'
import { minorToText } from '@saatava/core/money.ts'
import { unequalBalances } from '../../src/journal/balances.ts'
import { matchAll } from '../../src/payments/match/match-all.ts'
import { createWaitingLook } from '../../src/payments/match/match-waiting.ts'
import { takeBankFileAt } from '../../src/payments/take-bank-file.ts'
import { exitOf, startCli } from '../support/cli/run.ts'
import { entryOf, referenceOf, startWorld, type World } from '../support/payments/world.ts'

const RUNS = process.env['SAATAVA_TEST_LONG'] === '1' ? 150 : 12
const CASES = 4
const BACK = { date: '2026-02-27', sign: 'DBIT', reversal: true } as const
const FILES = ['detail', 'statement', 'again', 'reversals'] as const

let world: World
before(async () => {
  world = await startWorld()
})
after(() => world.stop())

interface Movement {
  /** Minor units. */
  amount: number
  of: number
  /** Number of the sum in which the bank booked it together with others; null: it was booked alone. */
  sum: number | null
  takenBack: boolean
}

type Op =
  | { do: 'take'; file: number }
  | { do: 'takeTwice'; file: number }
  | { do: 'kill'; file: number; afterMs: number }
  | { do: 'match' }
  | { do: 'look' }

const movement = fc.record<Movement>({
  amount: fc.integer({ min: 100, max: 9_000 }),
  of: fc.nat({ max: CASES - 1 }),
  sum: fc.option(fc.nat({ max: 1 })),
  takenBack: fc.boolean(),
})
const file = fc.nat({ max: FILES.length - 1 })
const op: fc.Arbitrary<Op> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ do: fc.constant('take' as const), file }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('takeTwice' as const), file }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('kill' as const), file, afterMs: fc.integer({ min: 300, max: 1_800 }) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('match' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('look' as const) }) },
)
const story = fc.record({
  movements: fc.array(movement, { minLength: 2, maxLength: 12 }),
  late: fc.uniqueArray(fc.nat({ max: CASES - 1 }), { maxLength: CASES }),
  ops: fc.array(op, { minLength: 2, maxLength: 9 }),
})

let stories = 0

test('however files overlap, and whoever dies: each movement is counted once', { timeout: 1_200_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(story, (one) => live(`I${++stories}`, one)),
    { numRuns: RUNS, endOnFailure: true },
  )
})

async function live(name: string, { movements, late, ops }: { movements: Movement[]; late: number[]; ops: Op[] }) {
  const client = await world.api.createClient()
  const references = Array.from({ length: CASES }, (_, i) =>
    referenceOf(`7${stories}000${client.clientIdentifier}${i}`),
  )
  const open = (i: number) => world.openCase(client, { capital: 20_000n, reference: references[i] ?? '' })
  for (let i = 0; i < CASES; i++) if (!late.includes(i)) await open(i)
  const paths = await write(name, movements, references)
  const look = createWaitingLook(world.api.ctx())
  for (const one of ops) await perform(one, paths, look)
  for (const i of late) await open(i)
  await Promise.all(paths.map(take))
  await matchAll(world.api.ctx())
  // Each round takes one of several payments of one case.
  while ((await look()) > 0);
  await check(name, client.clientIdentifier, movements)
}

async function perform(one: Op, paths: readonly string[], look: () => Promise<number>): Promise<void> {
  const path = 'file' in one ? (paths[one.file] ?? '') : ''
  if (one.do === 'match') await Promise.all([matchAll(world.api.ctx()), matchAll(world.api.ctx())])
  else if (one.do === 'look') await look()
  else if (one.do === 'take') await take(path)
  else if (one.do === 'takeTwice') await Promise.all([take(path), take(path)])
  else await kill(path, one.afterMs)
}

async function take(path: string): Promise<void> {
  await takeBankFileAt(world.api.ctx(), { name: path, path })
}

async function kill(path: string, afterMs: number): Promise<void> {
  const env = { DATABASE_URL: world.api.databaseUrl, DATA_DIR: world.folder, LOG_LEVEL: 'silent' }
  const child = startCli(['bank-file', 'take', path], env)
  const exited = exitOf(child)
  await Promise.race([sleep(afterMs), exited])
  child.kill('SIGKILL')
  await exited
}

async function write(name: string, movements: readonly Movement[], references: readonly string[]): Promise<string[]> {
  const numbered = movements.map((one, i) => ({ ...one, name: `${name}-${i}`, reference: references[one.of] ?? '' }))
  const text = ({ amount }: Movement) => minorToText(BigInt(amount))
  const alone = numbered
    .filter(({ sum }) => sum === null)
    .map((one) => entryOf(one.name, text(one), { reference: one.reference }))
  const sums = [
    ...Map.groupBy(
      numbered.filter(({ sum }) => sum !== null),
      ({ sum }) => sum,
    ),
  ].map(([sum, parts]) => ({
    whole: {
      amount: minorToText(BigInt(parts.reduce((total, { amount }) => total + amount, 0))),
      bookingDate: '2026-02-25',
      servicerReference: `${name}-SUM${sum}`,
    },
    transactions: parts.map((one) => ({
      ...{ amount: text(one), servicerReference: one.name, debtor: 'Matti Meikäläinen' },
      structured: [{ reference: one.reference }],
    })),
  }))
  const detailed = sums.map(({ whole, transactions }): CamtEntry => ({ ...whole, transactions }))
  const back = numbered
    .filter(({ takenBack }) => takenBack)
    .map((one) => entryOf(`${one.name}-BACK`, text(one), { reference: one.reference, ...BACK }))
  const reported: Record<(typeof FILES)[number], [CamtMessage['format'], CamtEntry[]]> = {
    detail: ['camt.054.001.02', [...alone, ...detailed]],
    statement: ['camt.053.001.02', [...sums.map(({ whole }) => whole), ...alone]],
    again: ['camt.053.001.08', [...detailed.toReversed(), ...alone.slice(1), ...back.slice(1)]],
    reversals: ['camt.054.001.08', back],
  }
  return Promise.all(
    FILES.map(async (which) => {
      const [format, entries] = reported[which]
      const path = join(world.folder, `${name}-${which}.xml`)
      const id = `${name}-${which}`
      await writeFile(path, camtFile({ format, messageId: id, statements: [{ id, entries }] }))
      return path
    }),
  )
}

async function check(name: string, clientId: number, movements: readonly Movement[]): Promise<void> {
  const { rows } = await world.api.pool.query<{ name: string; state: string; reason: string | null; payments: number }>(
    `select split_part(e.bank_reference, '/', 2) as name, e.state, e.reason,
            (select count(*)::integer from payment p where p.entry_id = e.entry_id) as payments
     from bank_entry e where e.bank_reference like $1`,
    [`%/${name}-%`],
  )
  const entries = new Map(rows.map((row) => [row.name, row]))
  assert.equal(entries.size, rows.length, 'each entry is stored once')
  let expected = 0
  for (const [i, { amount, takenBack }] of movements.entries()) {
    const entry = entries.get(`${name}-${i}`)
    const gone = entry?.state === 'ignored' && entry.reason === 'REVERSED'
    assert.ok(gone || (entry?.state === 'matched' && entry.payments === 1), JSON.stringify(entry))
    expected += amount
    if (takenBack && entries.get(`${name}-${i}-BACK`)?.reason === 'REVERSED') expected -= amount
  }
  for (const row of rows)
    if (/SUM\d$/.test(row.name)) assert.deepEqual([row.reason, row.payments], ['TOLD_IN_DETAIL', 0])
  assert.equal(await world.balance('CLIENT_FUNDS', { clientId, caseId: 0 }), BigInt(expected))
  const { rows: sums } = await world.api.pool.query(
    `select client_id from journal_balance where client_id = $1 and account in ('CLIENT_FUNDS', 'UNALLOCATED', 'OWED_TO_CLIENT', 'OWED_TO_AGENCY')
     group by client_id having sum(balance_minor) <> 0`,
    [clientId],
  )
  assert.deepEqual(sums, [], 'client funds are what is owed and what is unallocated')
  assert.deepEqual(await unequalBalances(world.api.pool), [])
}
