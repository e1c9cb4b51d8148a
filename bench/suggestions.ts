/**
 * (j) The searches for a case that money may be for which names none, over a million open and closed cases, and the pages of
 * unmatched money: time of one call with its round trip. Half of the open cases have one amount, as subscriptions have.
 */
import { Pool } from 'pg'
import { selectCasesOfCapital, selectOpenCasesOfDebtors } from '../src/claims/candidate-queries.ts'
import { selectCasesByReference } from '../src/claims/queries.ts'
import { searchKeysOf } from '../src/debtors/name-keys.ts'
import { selectDebtorsOfName } from '../src/debtors/payer-queries.ts'
import { selectLettersAsking } from '../src/dunning/letters/asked-queries.ts'
import { nearReferences } from '../src/payments/candidates/near-references.ts'
import { selectPaidFrom } from '../src/payments/candidates/queries.ts'
import { pageOfWaiting, selectWaiting } from '../src/payments/unmatched/queries.ts'
import { closePool, createPool } from '../src/platform/database.ts'
import { pageOfAllSettlements } from '../src/settlements/browse/queries.ts'
import { CLIENT_ROWS } from './client-rows.ts'
import { type BenchDatabase, percentile } from './support.ts'

const CLIENTS = 50
const BATCH = 100_000
const RUNS = 20
const FOUND_MAX = 10
const LIMIT = 51
const TABLES = ['collection_case', 'debtor_name', 'letter', 'payment', 'allocation', 'bank_entry', 'settlement']
const DAY = '2026-02-20'

export async function suggestionsBench(server: BenchDatabase, cases: number): Promise<void> {
  const { url, ownerUrl } = await server.database('bench_suggestions')
  const owner = new Pool({ connectionString: ownerUrl, max: 1 })
  const pool = createPool(url, 1)
  try {
    await fill(owner, cases)
    const debtor = (i: number) => ({
      clientId: (i % CLIENTS) + 1,
      debtorId: `019a4c3e-0000-7000-8000-${String(i).padStart(12, '0')}`,
    })
    const clientId = null
    const waiting = { clientId, reasons: null, currency: null, awakeAt: new Date(), from: null }
    const [first] = await pageOfWaiting(pool, waiting, 1)
    const searches: [string, () => Promise<unknown[]>][] = [
      ['references with one slip', () => selectCasesByReference(pool, nearReferences(`70000${cases - 5}`))],
      [
        'invoices of a rare amount',
        () => selectCasesOfCapital(pool, { clientId, currency: 'EUR', amount: 1_010n, dueUntil: DAY }, FOUND_MAX),
      ],
      [
        'invoices of the amount that half have',
        () => selectCasesOfCapital(pool, { clientId, currency: 'EUR', amount: 2_990n, dueUntil: DAY }, FOUND_MAX),
      ],
      [
        'such invoices of one client',
        () => selectCasesOfCapital(pool, { clientId: 7, currency: 'EUR', amount: 2_990n, dueUntil: DAY }, FOUND_MAX),
      ],
      [
        'letters that asked for an amount',
        () => selectLettersAsking(pool, { clientId, amount: 7_778n, before: new Date() }, FOUND_MAX),
      ],
      ['debtors paid from an account', () => selectPaidFrom(pool, ['FI0000000000001234'], clientId, FOUND_MAX)],
      ['debtors of a name', () => selectDebtorsOfName(pool, searchKeysOf('Etu70 Suku70'), clientId, FOUND_MAX)],
      [
        'open cases of ten debtors',
        () =>
          selectOpenCasesOfDebtors(
            pool,
            Array.from({ length: 10 }, (_, i) => debtor(cases / 10 - 1 - i)),
            12,
          ),
      ],
      ['a page of unmatched money', () => pageOfWaiting(pool, waiting, LIMIT)],
      ['one of them', async () => [await selectWaiting(pool, first?.id ?? '')]],
      [
        'a page of all settlements',
        () => pageOfAllSettlements(pool, { clientId, openOnly: false, before: null }, LIMIT),
      ],
    ]
    console.log(
      `\n(j) suggestions for a payment, ${cases.toLocaleString('en')} cases (ms, median and slowest of ${RUNS})`,
    )
    for (const [name, search] of searches) {
      const times: number[] = []
      let found = 0
      for (let i = 0; i < RUNS; i++) {
        const began = performance.now()
        found = (await search()).length
        times.push(performance.now() - began)
      }
      console.log(`    ${percentile(times, 0.5).toFixed(1)} ${Math.max(...times).toFixed(1)}  ${name}: ${found} rows`)
    }
  } finally {
    await closePool(pool)
    await owner.end()
  }
}

/** Ten cases a debtor, one of them open; without triggers and foreign keys, and the indexes made afterwards. */
async function fill(owner: Pool, cases: number): Promise<void> {
  await owner.query(`insert into partner (code, name, created_at) values ('P1', 'Partner', now())`)
  await owner.query({ text: CLIENT_ROWS, values: [CLIENTS] })
  const { rows } = await owner.query<{ name: string; definition: string }>({
    text: `select indexname as name, indexdef as definition from pg_indexes where tablename = any($1) and indexname not like '%_pkey'`,
    values: [TABLES],
  })
  for (const { name } of rows) await owner.query(`drop index ${name}`)
  await owner.query('set session_replication_role = replica')
  for (let from = 0; from < cases; from += BATCH) {
    const values = [from, Math.min(from + BATCH, cases) - 1]
    for (const text of [CASES, LETTERS, PAYMENTS, ENTRIES, SETTLEMENTS]) await owner.query({ text, values })
  }
  await owner.query('reset session_replication_role')
  for (const { definition } of rows) await owner.query(definition)
  for (const table of TABLES) await owner.query(`vacuum analyze ${table}`)
  await owner.query('checkpoint')
}

const DEBTOR = `('019a4c3e-0000-7000-8000-' || lpad((i / 10)::text, 12, '0'))::uuid`
const CLIENT = `(i / 10) % ${CLIENTS} + 1`
const RANGE = 'generate_series($1::bigint, $2::bigint) i'

const CASES = `
  with cases as (
    insert into collection_case (client_id, case_id, invoice_id, debtor_id, invoice_number, payment_reference, stage, status, country, debtor_type,
      currency, debtor, capital_minor, invoice_date, due_date, case_due_date, policy_id, policy_version, step_index, interest_from, opened_at,
      closed_at, closing_reason, updated_at)
    select ${CLIENT}, 5000001 + i, uuidv7(), ${DEBTOR}, 1000 + i, '70000' || i, case when i % 10 = 0 then 'REMINDER' else 'CLOSED' end,
      case when i % 10 = 0 then 'OPEN' else 'CLOSED' end, 'FI', 'CONSUMER', 'EUR', json_build_object('name', 'Etu' || i % 1000 || ' Suku' || i % 1000),
      case when i % 20 = 0 then 2990 else 1000 + i % 90000 end, date '2026-01-01' - (i % 300)::int, date '2026-01-15' - (i % 300)::int,
      date '2026-01-15' - (i % 300)::int, 'FI-CONSUMER', 1, 0, date '2026-01-16' - (i % 300)::int, now(),
      case when i % 10 = 0 then null else now() end, case when i % 10 = 0 then null else 'PAID' end, now() from ${RANGE}
  )
  insert into debtor_name (client_id, debtor_id, name_key)
  select ${CLIENT}, ${DEBTOR}, name from ${RANGE}
  cross join lateral (values ('etu' || i % 1000 || ' suku' || i % 1000), ('suku' || i % 1000 || ' etu' || i % 1000)) v (name) where i % 10 = 0`

const LETTERS = `
  insert into letter (client_id, letter_id, case_id, kind, document, created_at)
  select ${CLIENT}, uuidv7(), 5000001 + i, 'REMINDER', json_build_object('letter', json_build_object('claim', json_build_object('total', (1000 + i % 90000)::text))), now() - interval '1 day'
  from ${RANGE} where i % 2 = 0`

const PAYMENTS = `
  with n as (select i, uuidv7() as payment_id from ${RANGE} where i % 10 <> 0), payments as (
    insert into payment (client_id, payment_id, kind, currency, amount_minor, unallocated_minor, unallocated_reason, booking_date, payment_date,
      payer_account, payment_type, received_at)
    select ${CLIENT}, payment_id, 'BANK', 'EUR', 10000, case when i % 1000 = 1 then 100 else 0 end, case when i % 1000 = 1 then 'OVERPAYMENT' end,
      date '2025-01-01' + (i % 365)::int, date '2025-01-01' + (i % 365)::int, 'FI' || lpad((i / 10)::text, 16, '0'), 'CREDIT_TRANSFER', now() from n
  )
  insert into allocation (client_id, allocation_id, payment_id, case_id, stage, currency, capital_minor, interest_minor, costs_minor, fees_minor,
    allocated_on, allocated_at, explanation, transaction_id)
  select ${CLIENT}, 8000001 + i, payment_id, 5000001 + i, 'REMINDER', 'EUR', 9900, 0, 0, 0, '2025-06-01', now(), '{}', payment_id from n`

const ENTRIES = `
  insert into bank_entry (client_id, entry_id, file_id, position, account, account_key, currency, amount_minor, booking_date, payment_date, nature,
    level, payment_type, reversal, bank_reference, raw, state, reason)
  select 0, uuidv7(), '019a4c3e-0000-7000-8000-000000000001', i::text, 'FI2112345600000785', '#2112345600000785', 'EUR', 2990,
    date '2025-01-01' + (i % 365)::int, date '2025-01-01' + (i % 365)::int, 'PAYMENT', 'WHOLE', 'CREDIT_TRANSFER', false, i::text, '',
    case when i % 1000 = 5 then 'unallocated' else 'matched' end, case when i % 1000 = 5 then 'NO_REFERENCE' end
  from ${RANGE} where i % 5 = 0`

const SETTLEMENTS = `
  insert into settlement (client_id, settlement_id, settlement_date, currency, amount_minor, line_count, remittance_reference, beneficiary, run_id,
    transaction_id, created_at)
  select i % ${CLIENTS} + 1, 202501010001 + i, '2025-01-01', 'EUR', 10000, 1, i::text, '{"name": "Bench", "iban": "FI4250001510000023"}', uuidv7(),
    uuidv7(), now() from ${RANGE} where i % 100 = 0`
