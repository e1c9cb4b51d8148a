/**
 * Random payments, reversals, returns and allocations by hand, in files that are taken and matched by several workers at
 * once; at the end, and in the middle, the books hold. TEST_SEED repeats a run.
 */
import { strict as assert } from 'node:assert'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { unequalBalances } from '../../src/journal/balances.ts'
import { allocateManually } from '../../src/payments/allocate-manually.ts'
import { listUnallocated } from '../../src/payments/list-unallocated.ts'
import { matchAll } from '../../src/payments/match/match-all.ts'
import { returnPayment } from '../../src/payments/return-payment.ts'
import { takeBankFileAt } from '../../src/payments/take-bank-file.ts'
import { minorToText } from '@saatava/core/money.ts'
import { AppError } from '../../src/platform/errors.ts'
import { createRandom } from '../support/crash/random.ts'
import type { TestClient } from '../support/service.ts'
import { camtOf, entryOf, type OpenCase, startWorld, type World } from '../support/payments/world.ts'
import { SEED } from '../support/seed.ts'

const LONG = process.env['SAATAVA_TEST_LONG'] === '1'
const CLIENTS = 4
const CASES = LONG ? 60 : 15
const FILES = LONG ? 60 : 16
const ENTRIES = 30
const WORKERS = 3

let world: World
before(async () => {
  world = await startWorld()
})
after(() => world.stop())

test(`the books hold after ${FILES} files of random payments`, { timeout: 600_000 }, async (t) => {
  t.diagnostic(`TEST_SEED=${SEED}`)
  const random = createRandom(SEED, 'payments')
  const { pick, integer: between } = random
  const clients: TestClient[] = []
  for (let i = 0; i < CLIENTS; i++) clients.push(await world.api.createClient())
  const cases: OpenCase[] = []
  for (const client of clients)
    for (let i = 0; i < CASES; i++)
      cases.push(
        await world.openCase(client, {
          capital: BigInt(between(500, 60_000)),
          dueDate: pick(['2025-11-15', '2026-01-15', '2026-02-26']),
          costs: pick([0n, 0n, 500n]),
          debtorType: pick(['CONSUMER', 'BUSINESS'] as const),
          accounting: random.next() < 0.3,
        }),
      )
  const paid: { name: string; amount: string; reference: string; date: string }[] = []
  let number = 0
  const anEntry = () => {
    const name = `BOOKS-${++number}`
    const amount = minorToText(BigInt(between(100, 70_000)))
    const date = `2026-0${between(1, 4)}-${between(10, 28)}`
    const { reference } = pick(cases)
    const dice = random.next()
    if (dice < 0.15 && paid.length > 0) {
      const back = pick(paid)
      return entryOf(name, back.amount, { reference: back.reference, date: '2026-05-02', sign: 'DBIT', reversal: true })
    }
    if (dice < 0.25) return entryOf(name, amount, { text: pick(['thanks', `for ${reference}`, '4711']), date })
    if (dice < 0.35)
      return entryOf(name, amount, { structured: [{ reference }, { reference: pick(cases).reference }], date })
    paid.push({ name, amount, reference, date })
    return entryOf(name, amount, { reference, date, payer: pick(['Matti Meikäläinen', 'Test Customer Oy']) })
  }
  const files = Array.from({ length: FILES }, () => Array.from({ length: ENTRIES }, anEntry))
  // Some of another file's entries again, as a statement repeats those of notifications.
  for (let i = 1; i < files.length; i += 4) files[i]?.push(...(files[i - 1] ?? []).slice(0, 10))
  const queue = [...files.entries(), ...files.slice(0, 3).entries()]
  const lane = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [i, entries] = next
      const path = join(world.folder, `books-${i}.xml`)
      await writeFile(path, camtOf(entries, `BOOKS-${i}`))
      await takeBankFileAt(world.api.ctx(), { name: `books-${i}.xml`, path })
      await matchAll(world.api.ctx())
    }
  }
  let working = true
  const byHand = (async () => {
    while (working) {
      for (const row of await listUnallocated(world.api.ctx(), 20)) {
        const caseId = row.candidates[0]?.caseId ?? pick(cases).caseId
        const done =
          random.next() < 0.7
            ? allocateManually(world.api.ctx(), { id: row.id, caseId })
            : returnPayment(world.api.ctx(), { id: row.id })
        await done.catch((error: unknown) => {
          if (!(error instanceof AppError)) throw error
        })
      }
      await holds(false)
    }
  })()
  await Promise.all(Array.from({ length: WORKERS }, lane))
  working = false
  await byHand
  await matchAll(world.api.ctx())
  await holds(true)
})

async function sumOf(text: string): Promise<bigint> {
  const { rows } = await world.api.pool.query<{ total: string | null }>(text)
  return BigInt(rows[0]?.total ?? 0)
}

async function none(what: string, text: string): Promise<void> {
  const { rows } = await world.api.pool.query(text)
  assert.deepEqual(rows, [], what)
}

/** @param ended nothing is under way: sums over several statements agree too */
async function holds(ended: boolean): Promise<void> {
  await none(
    'client funds are what is owed and what is unallocated, client by client',
    `select client_id from journal_balance where account in ('CLIENT_FUNDS', 'UNALLOCATED', 'OWED_TO_CLIENT', 'OWED_TO_AGENCY', 'PAYOUTS_IN_TRANSIT', 'PAYOUTS_REFUSED')
     group by client_id, currency having sum(balance_minor) <> 0`,
  )
  await none(
    'receivables are claims',
    `select client_id, case_id from journal_balance where account like 'RECEIVABLE%' or account like 'CLAIMS%' or account = 'WRITE_OFF'
     group by client_id, case_id, currency having sum(balance_minor) <> 0`,
  )
  await none(
    'nothing is paid beyond what was owed',
    `select * from journal_balance where account like 'RECEIVABLE%' and balance_minor < 0`,
  )
  await none(
    'a payment is what is allocated, unallocated and returned',
    `select p.payment_id from payment p left join allocation a using (client_id, payment_id) where p.reversed_at is null
     group by p.client_id, p.payment_id
     having p.amount_minor <> p.unallocated_minor + p.returned_minor
       + coalesce(sum(a.capital_minor + a.interest_minor + a.costs_minor + a.fees_minor) filter (where a.reversed_at is null), 0)`,
  )
  await none(
    'what the bank took back allocates nothing',
    `select p.payment_id from payment p join allocation a using (client_id, payment_id) where p.reversed_at is not null and a.reversed_at is null`,
  )
  await none(
    'closed as paid is owing nothing, and the other way round',
    `select c.case_id from collection_case c join journal_balance b using (client_id, case_id) where b.account like 'RECEIVABLE%'
     group by c.client_id, c.case_id, c.status having (sum(b.balance_minor) = 0) <> (c.status = 'CLOSED')`,
  )
  await none(
    'an entry is one payment',
    `select entry_id from payment where entry_id is not null group by entry_id having count(*) > 1`,
  )
  if (!ended) return
  assert.deepEqual(await unequalBalances(world.api.pool), [])
  await none(
    'each journal transaction balances',
    'select from journal_posting group by client_id, transaction_id, currency having sum(amount_minor) <> 0',
  )
  assert.equal(await sumOf(`select count(*)::text as total from bank_entry where state = 'new'`), 0n)
  assert.equal(
    await sumOf(`select sum(unallocated_minor)::text as total from payment where kind = 'BANK'`),
    -(await world.balance('UNALLOCATED')),
  )
  const funds = await sumOf(
    `select sum(amount_minor - returned_minor)::text as total from payment where reversed_at is null and kind = 'BANK'`,
  )
  assert.equal(await world.balance('CLIENT_FUNDS'), funds)
  const reversed = await sumOf(`select count(*)::text as total from payment where reversed_at is not null`)
  const allocated = await sumOf(`select count(*)::text as total from allocation`)
  assert.ok(reversed > 5n && allocated > 50n, `${reversed} reversed, ${allocated} allocated`)
}
