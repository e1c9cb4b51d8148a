/**
 * Payments are written by a national file (BgMax, OCR giro, KTL) and by camt, which lists them one by one, in the details
 * of their batch or as its sum, in either order, with ids dropped at random: nothing is lost, nothing is doubled, a
 * doubtful entry waits. TEST_SEED repeats a run.
 */
import { strict as assert } from 'node:assert'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { CAMT_FORMATS, type CamtEntry, type CamtTransaction, camtFile } from '../../packages/bank-files/test/camt.ts'
import { minorToText } from '@saatava/core/money.ts'
import { matchAll } from '../../src/payments/match/match-all.ts'
import { takeBankFileAt } from '../../src/payments/take-bank-file.ts'
import { type Random, createRandom } from '../support/crash/random.ts'
import { type Line, NATIONAL, type National, total } from '../support/payments/national-files.ts'
import { startWorld, type World } from '../support/payments/world.ts'
import { SEED } from '../support/seed.ts'

const LONG = process.env['SAATAVA_TEST_LONG'] === '1'
const BATCHES = LONG ? 2_200 : 240
const BATCHES_A_ROUND = 40
const DAYS_A_ROUND = 5
/** Forms in which camt reports a batch. */
const TELLINGS = ['SUM', 'DETAILS', 'ENTRIES'] as const

let world: World
before(async () => {
  world = await startWorld()
})
after(() => world.stop())

type Payment = Required<Line>

let serial = 0

/** Few amounts, references and payers, so that payments and sums are alike. */
function batchOf(random: Random): Payment[] {
  return Array.from({ length: random.integer(1, 4) }, () => ({
    amount: random.integer(1, 8) * 10_000,
    reference: `319${random.integer(1000, 1009)}`,
    payer: random.pick(['Kari Nordmann', 'Ola Hansen', 'Liv Berg']),
    serial: ++serial,
  }))
}

function transactionOf(random: Random, { currency, archiveId }: National, one: Payment): CamtTransaction {
  return {
    amount: minorToText(BigInt(one.amount)),
    currency,
    ...(random.next() < 0.7 ? { debtor: one.payer } : {}),
    structured: [{ reference: one.reference }],
    ...(archiveId !== undefined && random.next() < 0.5 ? { servicerReference: archiveId(one.serial) } : {}),
    ...(random.next() < 0.3 ? { transactionId: `X-${one.serial}` } : {}),
  }
}

/** Returns booked entries of camt that report a batch. */
function entriesOf(random: Random, national: National, day: string, batch: readonly Payment[]): CamtEntry[] {
  const telling = random.pick(TELLINGS)
  const entry = (amount: number, servicerReference = `E-${++serial}`) => ({
    ...{ amount: minorToText(BigInt(amount)), currency: national.currency, bookingDate: day },
    ...(random.next() < 0.5 ? { servicerReference } : {}),
  })
  const transactions = batch.map((one) => transactionOf(random, national, one))
  if (telling === 'SUM') return [entry(total(batch))]
  if (telling === 'DETAILS') return [{ ...entry(total(batch)), transactions }]
  return batch.map((one, i) => ({
    ...entry(one.amount, national.archiveId?.(one.serial)),
    transactions: transactions.slice(i, i + 1),
  }))
}

async function take(name: string, text: string): Promise<void> {
  const path = join(world.folder, name)
  await writeFile(path, text, 'latin1')
  const { complete } = await takeBankFileAt(world.api.ctx(), { name, path })
  assert.equal(complete, true, name)
}

for (const national of NATIONAL) {
  test(`${BATCHES} batches in files of ${national.name} and of camt are counted once each`, {
    timeout: 3_600_000,
  }, async (t) => {
    t.diagnostic(`TEST_SEED=${SEED}`)
    const random = createRandom(SEED, `identity ${national.name}`)
    const seen = { batches: 0, payments: 0, doubtful: 0 }
    for (let round = 0; round * BATCHES_A_ROUND < BATCHES; round++) {
      // Days apart, so that no sum is booked a banking day from another round's.
      const day = new Date(Date.UTC(2026, 0, 5 + DAYS_A_ROUND * round)).toISOString().slice(0, 10)
      const batches = Array.from({ length: BATCHES_A_ROUND }, () => batchOf(random))
      const { iban, currency } = national
      const id = `N-${national.name}-${round}`
      const format = random.pick([...CAMT_FORMATS])
      const entries = batches.flatMap((batch) => entriesOf(random, national, day, batch))
      const camt = camtFile({ format, messageId: id, statements: [{ id, iban, currency, entries }] })
      const deeds = [() => take(`${id}.txt`, national.write(day, batches, round)), () => take(`${id}.xml`, camt)]
      for (const deed of random.next() < 0.5 ? deeds : deeds.toReversed()) {
        await deed()
        if (random.next() < 0.5) await matchAll(world.api.ctx())
      }
      seen.doubtful += await requireTruth(national, day, batches.flat())
      seen.batches += batches.length
      seen.payments += batches.flat().length
    }
    t.diagnostic(JSON.stringify(seen))
  })
}

/** The counted payments equal the true ones, payment by payment. @returns how many entries wait as perhaps the same */
async function requireTruth({ currency }: National, day: string, payments: readonly Payment[]): Promise<number> {
  const { rows } = await world.api.pool.query<{ key: string; counted: number; doubtful: number }>(
    `select amount_minor || ' ' || coalesce(ltrim(reference, '0'), '') as key,
            (count(*) filter (where state <> 'ignored' and reason is distinct from 'PERHAPS_SAME'))::integer as counted,
            (count(*) filter (where reason = 'PERHAPS_SAME'))::integer as doubtful
     from bank_entry where currency = $1 and booking_date = $2 group by 1 order by 1`,
    [currency, day],
  )
  const counted = rows.filter((row) => row.counted > 0).map((row): [string, number] => [row.key, row.counted])
  const truth = Map.groupBy(payments, ({ amount, reference }) => `${amount} ${reference}`)
  const right = [...truth].map(([key, list]): [string, number] => [key, list.length])
  assert.deepEqual(new Map(counted), new Map(right), `${currency} on ${day}`)
  return rows.reduce((sum, row) => sum + row.doubtful, 0)
}
