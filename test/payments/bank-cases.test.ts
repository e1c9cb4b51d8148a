/** Bank files of the real world, each with the right outcome: read from ../shared where it is there. */
import { strict as assert } from 'node:assert'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { takeBankFileAt } from '../../src/payments/take-bank-file.ts'
import { listUnallocated } from '../../src/payments/list-unallocated.ts'
import { matchAll } from '../../src/payments/match/match-all.ts'
import type { TestClient } from '../support/service.ts'
import { type OpenCase, startWorld, type World } from '../support/payments/world.ts'

const FOLDER = process.env['BANK_CASES'] ?? fileURLToPath(new URL('../../../shared/data/bank-cases/', import.meta.url))
const EXPECTED = join(FOLDER, 'expected.json')
const ABSENT = existsSync(EXPECTED) ? false : `the bank cases do not lie beside this checkout (${FOLDER})`

interface Right {
  paid?: Record<string, number>
  waiting?: number[] | 'any'
  fault?: boolean
  noneNew?: boolean
  status?: number
  oneOf?: Right[]
}

interface BankCase {
  id: string
  title: string
  invoices: {
    key: string
    country: string
    number: number
    amount: number
    reference: string
    date?: string
    due?: string
  }[]
  files: string[]
  right: Right
}

const CURRENCIES: Record<string, string> = { FI: 'EUR', SE: 'SEK', NO: 'NOK', DK: 'DKK' }
const CASES = ABSENT ? [] : (JSON.parse(readFileSync(EXPECTED, 'utf8')) as { cases: BankCase[] }).cases

let world: World
let client: TestClient
before(async () => {
  world = await startWorld()
  client = await world.api.createClient()
})
after(() => world.stop())

async function outcomeOf({ invoices, files }: BankCase) {
  const open = new Map<string, OpenCase>()
  for (const { key, country, number, amount, reference, date = '2026-11-02', due = '2026-12-20' } of invoices)
    open.set(
      key,
      await world.openCase(client, {
        ...{
          capital: BigInt(Math.round(amount * 100)),
          currency: CURRENCIES[country] ?? 'EUR',
          debtorType: 'BUSINESS',
        },
        ...{ invoiceNumber: number, reference, invoiceDate: date, dueDate: due },
      }),
    )
  const waits = async () => listUnallocated(world.api.ctx(), 1_000)
  const before = new Set((await waits()).map(({ kind, id }) => kind + id))
  const taken = []
  for (const name of files) {
    taken.push(await takeBankFileAt(world.api.ctx(), { name, path: join(FOLDER, name) }))
    await matchAll(world.api.ctx())
  }
  const paid: Record<string, number> = {}
  for (const [key, { clientId, caseId }] of open) {
    const { rows } = await world.api.pool.query<{ paid: string }>(
      `select coalesce(sum(capital_minor + interest_minor + costs_minor + fees_minor), 0)::text as paid from allocation
       where client_id = $1 and case_id = $2 and reversed_at is null`,
      [clientId, caseId],
    )
    paid[key] = Number(rows[0]?.paid) / 100
  }
  const waiting = (await waits()).filter(({ kind, id }) => !before.has(kind + id))
  const { rows } = await world.api.pool.query(`select from bank_entry where state = 'new'`)
  return {
    paid,
    waiting: waiting.map((row) => row.waiting).toSorted((a, b) => a - b),
    reasons: waiting.map(({ reason }) => reason),
    faults: taken.flatMap((file) => file.faults.map(({ code }) => code)),
    complete: taken.at(-1)?.complete === true,
    stillNew: rows.length,
  }
}

function isRight(right: Right, seen: Awaited<ReturnType<typeof outcomeOf>>): boolean {
  if (right.oneOf !== undefined) return right.oneOf.some((one) => isRight(one, seen))
  const { paid = {}, waiting, fault, status } = right
  return (
    Object.entries(paid).every(([key, amount]) => Math.abs((seen.paid[key] ?? Number.NaN) - amount) < 0.005) &&
    (waiting === undefined ||
      waiting === 'any' ||
      JSON.stringify(waiting.toSorted((a, b) => a - b)) === JSON.stringify(seen.waiting)) &&
    (fault !== true || seen.faults.length > 0) &&
    (status === undefined || (status === 200) === seen.complete) &&
    seen.stillNew === 0
  )
}

test('every case of a bank’s files has a right outcome', { skip: ABSENT, timeout: 600_000 }, async (t) => {
  const wrong: string[] = []
  for (const one of CASES) {
    const seen = await outcomeOf(one)
    if (!isRight(one.right, seen)) wrong.push(`${one.id} ${one.title}: ${JSON.stringify(seen)}`)
  }
  t.diagnostic(`${CASES.length - wrong.length} of ${CASES.length} right`)
  assert.deepEqual(wrong, [])
})
