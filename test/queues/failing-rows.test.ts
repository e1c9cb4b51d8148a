/** Rows whose handling always fails fill more than a batch; the row behind them is handled all the same, in every queue. */
import assert from 'node:assert/strict'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { v7 as uuid } from 'uuid'
import { camtFile } from '../../packages/bank-files/test/camt.ts'
import { performDueActions } from '../../src/case-api/actions/perform-due-actions.ts'
import { takeDueSteps } from '../../src/dunning/engine/take-due-steps.ts'
import { wakeHeldCases } from '../../src/dunning/plans/wake-held-cases.ts'
import { dueMetrics } from '../../src/clock/queue-metrics.ts'
import { compareBalances } from '../../src/funds/compare-balances.ts'
import { evaluateDue } from '../../src/flows/evaluate-due.ts'
import { fetchAttachments } from '../../src/invoices/fetch-attachments.ts'
import { placeDue } from '../../src/payments/place-entries.ts'
import { sendReturns } from '../../src/payments/returns/send-returns.ts'
import { FAILURES_BEFORE_EVENT } from '../../src/platform/queue/retry.ts'
import { PUBLIC_INTERNET } from '../../src/platform/safe-fetch/network.ts'
import { sendRuns } from '../../src/settlements/send-run.ts'
import { type World, entryOf, startWorld } from '../support/payments/world.ts'
import { type InvoiceClient, invoiceClient, invoiceOf, numberOf } from '../support/invoices.ts'

/** Fewer than the rows that fail. */
const BATCH = 2
const POISONED = 3

let world: World
let client: InvoiceClient

before(async () => {
  world = await startWorld()
  client = await invoiceClient(world.api)
  await world.api.pool.query(`
    create table poison (id text primary key);
    create function refuse_poisoned() returns trigger language plpgsql security definer as $$
    begin
      if exists (select from poison where id = to_jsonb(new) ->> tg_argv[0]) then raise exception 'poisoned'; end if;
      return new;
    end $$;
    create trigger poisoned before update of state on case_action for each row execute function refuse_poisoned('case_id');
    create trigger poisoned before update of status, stage on collection_case for each row execute function refuse_poisoned('case_id');
    create trigger poisoned before update of failure_code on invoice_attachment for each row execute function refuse_poisoned('invoice_id');
    create trigger poisoned before update of status on invoice for each row execute function refuse_poisoned('invoice_id');
    create trigger poisoned before update of state on payment_return for each row execute function refuse_poisoned('return_id');
    create trigger poisoned before update of compared_at on bank_statement for each row execute function refuse_poisoned('day');
    create trigger poisoned before update of funds_place on bank_entry for each row execute function refuse_poisoned('entry_id')`)
})
after(() => world.stop())

async function poison(ids: readonly (string | number)[]): Promise<void> {
  await world.api.pool.query('insert into poison select unnest($1::text[])', [ids.map(String)])
}

/** Rounds of small batches, until the good row is handled; one round more than the failing rows need. */
async function rounds(work: () => Promise<number>): Promise<number> {
  let handled = 0
  for (let round = 0; round < POISONED + 1; round++) handled += await work()
  return handled
}

async function failing(queue: string): Promise<{ rows: number; attempts: number }> {
  const { rows } = await world.api.pool.query<{ rows: number; attempts: number }>(
    'select count(*)::int as rows, max(attempts) as attempts from queue_failure where queue = $1',
    [queue],
  )
  return rows[0] ?? { rows: 0, attempts: 0 }
}

async function someCases(): Promise<{ bad: number[]; good: number }> {
  const ids: number[] = []
  for (let i = 0; i <= POISONED; i++) ids.push((await world.openCase(client, { capital: 10_000n })).caseId)
  const good = ids.pop() ?? 0
  // Nothing else of them is due.
  await world.api.pool.query('update collection_case set next_at = null')
  return { bad: ids, good }
}

test('an action is performed when actions of other cases that fail fill more than a batch', async () => {
  const { bad, good } = await someCases()
  for (const [i, caseId] of [...bad, good].entries())
    await world.api.pool.query(
      `insert into case_action (client_id, action_id, batch_id, position, case_id, code, comment, data, state, submitted_at, next_attempt_at, submitted_by)
       select $1, $2, $3, 1, $4, 'COMMENT', 'A comment', '{}', 'pending', at, at, 'test'
       from (select now() - interval '1 hour' + $5 * interval '1 second' as at) one`,
      [client.clientIdentifier, uuid(), uuid(), caseId, i],
    )
  await poison(bad)
  assert.equal(await rounds(() => performDueActions(world.api.ctx(), BATCH)), 1)
  const { rows } = await world.api.pool.query<{ caseId: number; state: string }>(
    `select case_id::int as "caseId", state from case_action order by submitted_at`,
  )
  assert.deepEqual(rows, [...bad.map((caseId) => ({ caseId, state: 'pending' })), { caseId: good, state: 'performed' }])
  assert.deepEqual(await failing('actions to perform'), { rows: POISONED, attempts: 1 })
})

test('a row that keeps failing waits longer each time, emits one event, and is handled when possible', async () => {
  const { pool } = world.api
  const events = async () =>
    (await pool.query<{ subject: string }>(`select subject from event where type = 'work.failing' order by subject`))
      .rows
  for (let attempt = 1; attempt < FAILURES_BEFORE_EVENT; attempt++) {
    assert.deepEqual(await events(), [])
    await pool.query(`update case_action set next_attempt_at = now() - interval '1 second' where state = 'pending'`)
    assert.equal(await performDueActions(world.api.ctx()), 0)
  }
  const before = await events()
  assert.equal(before.length, POISONED)
  const { rows } = await pool.query<{ rested: boolean }>(
    `select next_attempt_at > now() + interval '2 hours' as rested from case_action where state = 'pending'`,
  )
  assert.deepEqual(
    rows,
    Array.from({ length: POISONED }, () => ({ rested: true })),
  )
  await dueMetrics(world.api.service.platform)()
  const text = await world.api.service.platform.metrics.registry.metrics()
  assert.match(text, /saatava_queue_failing\{queue="actions to perform"\} 3/)
  assert.match(text, /saatava_queue_oldest_seconds\{queue="actions to perform"\} [0-9.]+/)
  await pool.query('delete from poison')
  await pool.query(`update case_action set next_attempt_at = now() - interval '1 second' where state = 'pending'`)
  assert.equal(await performDueActions(world.api.ctx()), POISONED)
  assert.equal((await events()).length, POISONED)
})

test('a step is taken when cases whose steps fail fill more than a batch', async () => {
  const { bad, good } = await someCases()
  await world.api.pool.query(
    `update collection_case set next_at = now() - interval '1 hour' + case_id % 1000 * interval '1 second'
     where case_id = any($1::bigint[])`,
    [[...bad, good]],
  )
  await poison(bad)
  await rounds(() => takeDueSteps(world.api.ctx(), BATCH))
  const { rows } = await world.api.pool.query<{ due: boolean }>(
    `select stage <> 'INVOICED' as due from collection_case where case_id = any($1::bigint[]) order by case_id`,
    [[...bad, good]],
  )
  assert.deepEqual(
    rows.map(({ due }) => due),
    [...bad.map(() => false), true],
  )
  assert.deepEqual(await failing('steps to take'), { rows: POISONED, attempts: 1 })
})

test('a pause ends when held cases that fail fill more than a batch', async () => {
  const { bad, good } = await someCases()
  await world.api.pool.query(
    `update collection_case set status = 'PAUSED', next_date = '2026-01-01', next_at = now() - interval '1 hour' + case_id % 1000 * interval '1 second'
     where case_id = any($1::bigint[])`,
    [[...bad, good]],
  )
  await poison(bad)
  assert.equal(await rounds(() => wakeHeldCases(world.api.ctx(), BATCH)), 1)
  assert.deepEqual(await failing('held cases to look at'), { rows: POISONED, attempts: 1 })
})

test('an invoice is evaluated when invoices that fail in the database fill more than a batch', async () => {
  const numbers: number[] = []
  for (let i = 0; i <= POISONED; i++) {
    const body = invoiceOf({})
    const reply = await world.api.call('POST', '/api/v1/partner/invoice', { token: client.token, body })
    assert.equal(reply.status, 200, reply.text)
    numbers.push(numberOf(body))
  }
  const { rows } = await world.api.pool.query<{ id: string }>(
    'select invoice_id as id from invoice where client_id = $1 and number = any($2::bigint[]) order by seq',
    [client.clientIdentifier, numbers],
  )
  await poison(rows.slice(0, POISONED).map(({ id }) => id))
  const deployment = { channels: [], operatorId: undefined }
  await rounds(() => evaluateDue(world.api.ctx(), deployment, BATCH))
  const { rows: left } = await world.api.pool.query<{ waits: boolean }>(
    `select status = 'PAUSED' and coalesce(evaluate_at > now(), false) as waits from invoice where invoice_id = any($1::uuid[]) order by seq`,
    [rows.map(({ id }) => id)],
  )
  assert.deepEqual(
    left.map(({ waits }) => waits),
    [true, true, true, false],
  )
  assert.deepEqual(await failing('invoices to evaluate'), { rows: POISONED, attempts: 1 })
})

test('an attachment that fails inside is tried later, and the others are handled', async () => {
  const { rows } = await world.api.pool.query<{ id: string }>(
    `insert into invoice_attachment (client_id, invoice_id, position, file_name, media_type, use_as_printout, url, fetch_at)
     select client_id, invoice_id, 1, 'a.pdf', 'application/pdf', false, 'https://127.0.0.1/a.pdf', now() - interval '1 hour'
     from invoice where status <> 'PAUSED' limit 2 returning invoice_id as id`,
  )
  const [bad, good] = rows
  assert.ok(bad && good)
  await poison([bad.id])
  const checker = world.api.service.invoices.checker
  assert.equal(await fetchAttachments(world.api.ctx(), { checker, network: PUBLIC_INTERNET }), 2)
  const { rows: left } = await world.api.pool.query<{ id: string; due: boolean; leased: boolean }>(
    `select invoice_id as id, fetch_at <= now() as due, lease_until is not null as leased from invoice_attachment where fetch_at is not null`,
  )
  assert.deepEqual(left, [{ id: bad.id, due: false, leased: false }])
  assert.deepEqual(await failing('attachments to fetch'), { rows: 1, attempts: 1 })
})

test('a payment file that the outbox does not take keeps back no other, and still causes an event', async () => {
  const { outbox } = world.api.config.bank
  const file = (messageId: string) =>
    world.api.pool.query(
      `insert into settlement_run (client_id, run_id, run_date, currency, message_id, file, state, created_at)
       values (0, $1, '2026-03-02', 'EUR', $2, 'written', 'written', now() - interval '1 hour')`,
      [uuid(), messageId],
    )
  await file('TAKEN-NAME')
  await file('FREE-NAME')
  await mkdir(outbox, { recursive: true })
  await writeFile(join(outbox, 'TAKEN-NAME.xml'), 'another')
  await assert.rejects(sendRuns(world.api.ctx()), /another file under the name TAKEN-NAME.xml/)
  const { rows } = await world.api.pool.query<{ name: string; state: string }>(
    'select message_id as name, state from settlement_run order by 1',
  )
  assert.deepEqual(rows, [
    { name: 'FREE-NAME', state: 'sent' },
    { name: 'TAKEN-NAME', state: 'written' },
  ])
})

test('a return is sent when returns that fail fill more than a batch', async () => {
  const ids = Array.from({ length: POISONED + 1 }, () => uuid())
  for (const [i, id] of ids.entries())
    await world.api.pool.query(
      `insert into payment_return (client_id, return_id, payment_client_id, payment_id, currency, amount_minor, payee, text, reason, state, message_id, end_to_end_id,
         ordered_at, ordered_by, send_at)
       values (0, $1, 1, $1, 'EUR', 100, $2, 'Returned', 'a test', 'ordered', $3, $3, now(), 'test', now() - interval '1 hour' + $4 * interval '1 second')`,
      [id, JSON.stringify({ name: 'Maija Esimerkki', iban: 'FI5810171000000122' }), `RETURN-${i}`, i],
    )
  await poison(ids.slice(0, POISONED))
  assert.equal(await rounds(() => sendReturns(world.api.ctx(), BATCH)), 1)
  assert.deepEqual(await failing('returns to payers to send'), { rows: POISONED, attempts: 1 })
})

test('an entry is booked in the agency’s journal when entries that fail fill more than a batch, and a balance is compared', async () => {
  await world.pay(
    Array.from({ length: POISONED + 1 }, (_, i) => entryOf(`POISON-${i}`, '1.00', { iban: 'FI5810171000000122' })),
  )
  const { rows } = await world.api.pool.query<{ id: string }>(
    `update bank_entry set funds_due = true where bank_reference like '%POISON-%' returning entry_id as id`,
  )
  const ids = rows.map(({ id }) => id).sort()
  assert.equal(ids.length, POISONED + 1)
  await poison(ids.slice(0, POISONED))
  await rounds(() => placeDue(world.api.ctx(), BATCH))
  const { rows: left } = await world.api.pool.query<{ id: string }>(
    'select entry_id as id from bank_entry where funds_due order by entry_id',
  )
  assert.deepEqual(
    left.map(({ id }) => id),
    ids.slice(0, POISONED),
  )
  assert.deepEqual(await failing('bank entries to book in the agency’s journal'), { rows: POISONED, attempts: 1 })

  // Balances wait for the entries beside them.
  await world.api.pool.query('delete from poison')
  await world.api.pool.query(`update bank_entry set funds_after = '-infinity' where funds_due`)
  await placeDue(world.api.ctx())
  const days = ['2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05']
  for (const day of days) {
    const statementOf = { id: `S-${day}`, opening: '0.00', closing: '0.00', balancesOn: day, entries: [] }
    await world.take(camtFile({ format: 'camt.053.001.08', messageId: `M-${day}`, statements: [statementOf] }))
  }
  await poison(days.slice(0, POISONED))
  assert.equal(await rounds(() => compareBalances(world.api.ctx(), BATCH)), 1)
  assert.deepEqual(await failing('bank balances to compare'), { rows: POISONED, attempts: 1 })
})
