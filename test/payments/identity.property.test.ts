/**
 * Each movement is written by two files, in two formats or levels, in either order, with ids dropped at random, against a
 * ledger that knows the truth: nothing is lost, nothing is doubled, what is doubtful waits. TEST_SEED repeats a run.
 */
import { strict as assert } from 'node:assert'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { CAMT_FORMATS, type CamtEntry, type CamtTransaction, camtFile } from '../../packages/bank-files/test/camt.ts'
import { minorToText } from '@saatava/core/money.ts'
import { takeBankFileAt } from '../../src/payments/take-bank-file.ts'
import { type Random, createRandom } from '../support/crash/random.ts'
import { startWorld, type World } from '../support/payments/world.ts'
import { SEED } from '../support/seed.ts'

const LONG = process.env['SAATAVA_TEST_LONG'] === '1'
const PAIRS = LONG ? 10_000 : 500
const PAIRS_A_ROUND = 250
/** Files, of the two, that report a batch by its sum alone. */
const SUMS: number[][] = [[], [], [0], [0], [1], [1], [0, 1]]
const IBAN = 'NO9386011117947'
const BBAN = '86011117947'

let world: World
before(async () => {
  world = await startWorld()
})
after(() => world.stop())

/** One payment, as it was. */
interface Truth {
  /** Minor units. */
  amount: number
  reference: string
  payer: string
  servicerReference: string
  transactionId: string
}

/** A booked entry of one payment or of a batch. */
interface Booked {
  day: string
  payments: Truth[]
  servicerReference: string
}

let numbers = 0

/** Few amounts, references and payers, so that payments and sums are alike; some banks repeat a form's number. */
function bookedOf(random: Random, day: string): Booked {
  const count = random.next() < 0.4 ? random.integer(2, 4) : 1
  const payments = Array.from({ length: count }, () => ({
    amount: random.integer(1, 8) * 10_000,
    reference: `319${random.integer(1000, 1009)}`,
    payer: random.pick(['Kari Nordmann', 'Ola Hansen', 'Liv Berg']),
    servicerReference: `T-${++numbers}`,
    transactionId: `X-${numbers}`,
  }))
  return { day, payments, servicerReference: random.next() < 0.5 ? '90000000' : `E-${++numbers}` }
}

function transactionOf(random: Random, one: Truth): CamtTransaction {
  return {
    amount: minorToText(BigInt(one.amount)),
    currency: 'NOK',
    debtor: one.payer,
    structured: [{ reference: one.reference }],
    ...(random.next() < 0.5 ? { servicerReference: one.servicerReference } : {}),
    ...(random.next() < 0.5 ? { transactionId: one.transactionId } : {}),
  }
}

function shuffled<T>(random: Random, list: readonly T[]): T[] {
  return list
    .map((one) => [random.next(), one] as const)
    .toSorted(([a], [b]) => a - b)
    .map(([, one]) => one)
}

function totalOf({ payments }: Booked): number {
  return payments.reduce((sum, { amount }) => sum + amount, 0)
}

function keyOf({ amount, reference, payer }: Truth): string {
  return `${amount} ${reference} ${payer}`
}

/** @param asSum without its transactions */
function entryOf(random: Random, booked: Booked, asSum: boolean): CamtEntry {
  const { day, payments, servicerReference } = booked
  return {
    ...{ amount: minorToText(BigInt(totalOf(booked))), currency: 'NOK', bookingDate: day },
    ...(random.next() < 0.7 ? { servicerReference } : {}),
    ...(asSum ? {} : { transactions: shuffled(random, payments).map((one) => transactionOf(random, one)) }),
  }
}

function fileOf(random: Random, entries: CamtEntry[]): string {
  const format = random.pick([...CAMT_FORMATS])
  const id = `F-${++numbers}`
  const account = random.next() < 0.5 ? { iban: IBAN } : { otherAccount: BBAN }
  return camtFile({ format, messageId: id, statements: [{ id, ...account, entries: shuffled(random, entries) }] })
}

test(`${PAIRS} movements in two files each are counted once each`, { timeout: 3_600_000 }, async (t) => {
  t.diagnostic(`TEST_SEED=${SEED}`)
  const random = createRandom(SEED, 'identity')
  const seen = { pairs: 0, payments: 0, known: 0, doubtful: 0 }
  for (let round = 0; round * PAIRS_A_ROUND < PAIRS; round++) {
    const day = new Date(Date.UTC(2026, 0, 1 + round)).toISOString().slice(0, 10)
    const booked = Array.from({ length: PAIRS_A_ROUND }, () => bookedOf(random, day))
    // One of the two files reports most sums: the other lists their parts. Some sums are in both.
    const sums = booked.map(({ payments }) => (payments.length > 1 ? random.pick(SUMS) : []))
    for (const which of [0, 1]) {
      const text = fileOf(
        random,
        booked.map((one, i) => entryOf(random, one, sums[i]?.includes(which) ?? false)),
      )
      const path = join(world.folder, `identity-${round}-${which}.xml`)
      await writeFile(path, text)
      seen.known += (await takeBankFileAt(world.api.ctx(), { name: `${round}-${which}.xml`, path })).known
    }
    const truth = Map.groupBy(
      booked.flatMap((one, i) => (sums[i]?.length === 2 ? `${totalOf(one)}  ` : one.payments.map(keyOf))),
      (key) => key,
    )
    seen.pairs += booked.length
    seen.payments += booked.flatMap(({ payments }) => payments).length
    seen.doubtful += await requireTruth(day, new Map([...truth].map(([key, list]) => [key, list.length])))
  }
  t.diagnostic(JSON.stringify(seen))
})

/** The counted payments equal the true ones, payment by payment. @returns how many entries wait as perhaps the same */
async function requireTruth(day: string, truth: ReadonlyMap<string, number>): Promise<number> {
  const { rows } = await world.api.pool.query<{ key: string; counted: number; doubtful: number }>(
    `select amount_minor || ' ' || coalesce(reference, '') || ' ' || coalesce(payer_name, '') as key,
            (count(*) filter (where state <> 'ignored' and reason is distinct from 'PERHAPS_SAME'))::integer as counted,
            (count(*) filter (where reason = 'PERHAPS_SAME'))::integer as doubtful
     from bank_entry where booking_date = $1 group by 1 order by 1`,
    [day],
  )
  const counted = rows.filter((row) => row.counted > 0).map((row) => [row.key, row.counted])
  assert.deepEqual(new Map(counted as [string, number][]), truth, `on ${day}`)
  return rows.reduce((total, row) => total + row.doubtful, 0)
}
