/** A database whose settlements were made before payouts had separate rows gets a payout for each, as it was. */
import assert from 'node:assert/strict'
import { copyFile, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type TestContext, test } from 'node:test'
import { Client } from 'pg'
import { migrate } from '../../src/platform/migrate.ts'
import { testDatabase } from '../support/database.ts'

const MIGRATIONS = fileURLToPath(new URL('../../migrations', import.meta.url))
const LAST_BEFORE = '0021'
const IBAN = 'FI4950009420028730'

/** An empty database with the migrations before payouts. */
async function oldDatabase(t: TestContext): Promise<{ url: string; db: Client }> {
  const { url, drop } = await testDatabase()
  const folder = await mkdtemp(join(tmpdir(), 'saatava-upgrade-'))
  const db = new Client({ connectionString: url })
  await db.connect()
  t.after(async () => {
    await db.end()
    await drop()
    await rm(folder, { recursive: true, force: true })
  })
  for (const name of await readdir(MIGRATIONS))
    if (name.slice(0, LAST_BEFORE.length) <= LAST_BEFORE) await copyFile(join(MIGRATIONS, name), join(folder, name))
  await db.query('drop schema public cascade; create schema public')
  await migrate(url, { folder })
  return { url, db }
}

/** Rows as they were, without all that belongs to them: an invoice, a case and a payment each. */
async function fill(db: Client): Promise<void> {
  const file = `<Document><DbtrAcct><Id><IBAN>${IBAN}</IBAN></Id></DbtrAcct></Document>`
  await db.query(`
    set session_replication_role = replica;
    insert into partner (code, name, created_at) values ('TEST', 'Test', now());
    insert into client (client_id, partner_id, business_code, name, country_code, currency_code, service_type, details, created_at)
    select 100001, partner_id, '1234567-1', 'Test', 'FI', 'EUR', 'COLLECTION', '{}', now() from partner;
    insert into agency_account (client_id, account_id, currency, iban, is_default, added_by, added_at)
    values (0, gen_random_uuid(), 'EUR', 'FI2112345600000785', true, 'settings', now()),
           (0, gen_random_uuid(), 'NOK', 'NO9386011117947', true, 'settings', now());
    insert into settlement_run (client_id, run_id, run_date, currency, message_id, file, state, created_at, sent_at, paid_at)
    select 0, md5(state)::uuid, '2026-03-03', 'EUR', 'RUN-' || state, case when state <> 'open' then '${file}'::bytea end, state,
           '2026-03-03', case when state in ('sent', 'paid') then '2026-03-03'::timestamptz end,
           case when state = 'paid' then '2026-03-05'::timestamptz end
    from unnest(array['paid', 'sent', 'written', 'open']) as state;
    insert into settlement (client_id, settlement_id, settlement_date, currency, amount_minor, deducted_minor, line_count,
                            remittance_reference, beneficiary, run_id, state, transaction_id, created_at)
    select 100001, 202603030000 + n, '2026-03-03', 'EUR', 1000 * n, case n when 5 then 5000 when 2 then 500 else 0 end, 1, 'RF18',
           '{"name": "Test", "iban": "${IBAN}"}', case when n < 5 then md5(run)::uuid end, state, gen_random_uuid(), '2026-03-03'
    from (values (1, 'paid', 'paid'), (2, 'sent', 'sent'), (3, 'written', 'created'), (4, 'open', 'created'), (5, null, 'paid'))
      as s (n, run, state);
    insert into journal_transaction (client_id, transaction_id, kind, at, booking_date, source, details)
    values (100001, md5('posting')::uuid, 'SETTLEMENT_PAID', '2026-03-05', '2026-03-05', 'settlement:202603030001', '{}');
    set session_replication_role = origin;`)
}

test('settlements made before payouts had rows are upgraded with where each payout is, and the account it leaves', async (t) => {
  const { url, db } = await oldDatabase(t)
  await fill(db)
  await migrate(url)
  const { rows } = await db.query(
    `select settlement_id % 10 as n, end_to_end_id as id, message_id as file, payment_information_id as batch, debtor_iban as "from",
            amount_minor::int as amount, state, paid_on::text as "paidOn", paid_transaction_id = md5('posting')::uuid as booked
     from payout order by settlement_id`,
  )
  const id = (n: number) => `20260303000${n}-100001`
  const paid = { paidOn: '2026-03-05', booked: true }
  const unpaid = { paidOn: null, booked: null }
  assert.deepEqual(
    rows.map((row: { n: unknown }) => ({ ...row, n: Number(row.n) })),
    [
      { n: 1, id: id(1), file: 'RUN-paid', batch: 'RUN-paid', from: IBAN, amount: 1_000, state: 'PAID', ...paid },
      { n: 2, id: id(2), file: 'RUN-sent', batch: 'RUN-sent', from: IBAN, amount: 1_500, state: 'SENT', ...unpaid },
      {
        n: 3,
        id: id(3),
        file: 'RUN-written',
        batch: 'RUN-written',
        from: IBAN,
        amount: 3_000,
        state: 'CREATED',
        ...unpaid,
      },
      {
        n: 4,
        id: id(4),
        file: 'RUN-open',
        batch: null,
        from: 'FI2112345600000785',
        amount: 4_000,
        state: 'CREATED',
        ...unpaid,
      },
    ],
    'a settlement of which nothing was left to pay has no payout',
  )
  const runs = await db.query('select state from settlement_run order by message_id')
  assert.deepEqual(
    runs.rows.map(({ state }: { state: string }) => state),
    ['open', 'sent', 'sent', 'written'],
  )
  const accounts = await db.query('select bic from agency_account order by currency')
  assert.deepEqual(accounts.rows, [{ bic: null }, { bic: 'DABANO22' }])
})
