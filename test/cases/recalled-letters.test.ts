/** Letters that have not left when their case stops wanting them stay, cost nobody anything, and are made again where the case goes on. */
import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { after, before, test } from 'node:test'
import { lockCaseRows } from '../../src/claims/queries.ts'
import { changeStatus } from '../../src/dunning/change-status.ts'
import { lockInvoices } from '../../src/deliveries/outcome-queries.ts'
import { recordOutcomes } from '../../src/flows/delivery-outcome.ts'
import { withTransaction } from '../../src/platform/database.ts'
import { createRandom } from '../support/crash/random.ts'
import { endedByDeadlock, untilSomebodyWaits } from '../support/deadlock.ts'
import { booksOf } from '../support/distribution/books.ts'
import { type InvoiceClient, invoiceClient } from '../support/invoices.ts'
import { type TestService, testService } from '../support/service.ts'
import { until } from '../support/until.ts'
import {
  ACTION,
  type Act,
  act,
  atNoon,
  balances,
  caseOf,
  effectOf,
  performed,
  send,
  someCase,
} from '../support/cases/cases.ts'
import { SEED } from '../support/seed.ts'

const CASES = process.env['SAATAVA_TEST_LONG'] === '1' ? 32 : 6
const BEFORE_DUE = '2026-01-20'
/** Long enough after 2026-01-29 for a first reminder, too early for a second one. */
const REMINDED = '2026-02-14'

let api: TestService
let client: InvoiceClient

before(async () => {
  api = await testService({ distributionPollMs: 200, printRunSeconds: 1 })
  atNoon(api, BEFORE_DUE)
  client = await invoiceClient(api)
  // Letters wait as they do for the print house's next run: until the test lets them go.
  await api.pool.query(`create function held() returns trigger language plpgsql as $$ begin
    new.lease_owner = gen_random_uuid(); new.lease_until = clock_timestamp() + interval '1 hour'; return new; end $$`)
  await api.pool.query(
    `create trigger held before insert on delivery for each row when (new.letter_id is not null) execute function held()`,
  )
})
after(() => api.stop())

interface Letter {
  deliveryId: string
  letterId: string
  invoiceId: string
  state: string
  code: string | null
  reason: string | null
}

/** Returns the letters of steps: an objection or another due date sends a separate letter. */
async function lettersOf(caseId: number): Promise<Letter[]> {
  const { rows } = await api.pool.query<Letter>({
    text: `select delivery_id as "deliveryId", letter_id as "letterId", invoice_id as "invoiceId", state, failure_code as code,
             failure_reason as reason
           from delivery join letter using (client_id, letter_id) where case_id = $1 and letter.kind in ('REMINDER', 'DEMAND')
           order by letter.created_at`,
    values: [caseId],
  })
  return rows
}

async function release(caseId: number): Promise<void> {
  await api.pool.query({
    text: `update delivery set lease_owner = null, lease_until = null
           where letter_id in (select letter_id from letter where case_id = $1) and state = 'pending'`,
    values: [caseId],
  })
}

/** Waits until no letter of the case is under way any more. */
function done(caseId: number): Promise<Letter[]> {
  return until(
    `letters of ${caseId}`,
    () => lettersOf(caseId),
    (letters) => letters.length > 0 && letters.every(({ state }) => ['dropped', 'delivered'].includes(state)),
  )
}

async function arrivals(caseId: number): Promise<number> {
  const { PRINT } = await booksOf(api.origin)
  return (await lettersOf(caseId)).reduce((sum, { deliveryId }) => sum + (PRINT.get(deliveryId) ?? 0), 0)
}

/** A case whose reminder has been made and charged, and waits to be printed. */
async function reminded(): Promise<number> {
  atNoon(api, BEFORE_DUE)
  const { caseId } = await someCase(api, client, { buyer: { contact: {} } })
  atNoon(api, REMINDED)
  await remade(caseId, 1)
  assert.equal((await balances(api, caseId))['RECEIVABLE_FEES'], '1200')
  return caseId
}

function remade(caseId: number, count: number): Promise<Letter[]> {
  return until(
    `letter ${count} of ${caseId}`,
    () => lettersOf(caseId),
    (letters) => letters.length === count,
  )
}

async function kindsOf(caseId: number): Promise<string[]> {
  return (await caseOf(api, client, { caseId })).events.map(({ kind }) => kind)
}

async function actOn(caseId: number, action: Act) {
  const [outcome] = await act(api, client, caseId, action)
  return effectOf(outcome)
}

/** Returns the transactions that the fee's correction corrects. */
async function corrected(caseId: number): Promise<string[]> {
  const { rows } = await api.pool.query<{ pair: string }>({
    text: `select w.kind || ' of ' || c.kind as pair from journal_transaction w join journal_transaction c
             on c.client_id = w.client_id and c.transaction_id = w.corrects where w.source = $1`,
    values: [`case:${caseId}`],
  })
  return rows.map(({ pair }) => pair)
}

test('WITHDRAW calls a waiting letter back: nobody owes its fee, and the record says why', async () => {
  const caseId = await reminded()
  const effect = await actOn(caseId, { code: 'WITHDRAW' })
  assert.deepEqual([effect['closed'], effect['feesOwedByClient']], ['WITHDRAWN', 0])
  await release(caseId)
  const [letter] = await done(caseId)
  assert.deepEqual(
    [letter?.state, letter?.code, letter?.reason],
    ['dropped', 'CASE_WITHDRAWN', 'The case is withdrawn.'],
  )
  assert.deepEqual(await balances(api, caseId), {})
  assert.deepEqual(await corrected(caseId), ['FEE_WAIVED of FEE_CHARGED'])
  const kinds = await kindsOf(caseId)
  assert.ok(kinds.includes('LETTER_CANCELLED') && kinds.includes('FEE_WAIVED'), kinds.join())
  assert.ok(!kinds.includes('LETTER_UNDELIVERED') && !kinds.includes('FEES_TO_CLIENT'), kinds.join())
  const { rows } = await api.pool.query({
    text: `select data->>'code' as code from event where type = 'case.letter.cancelled' and subject = $1`,
    values: [`case:${caseId}`],
  })
  assert.deepEqual(rows, [{ code: 'CASE_WITHDRAWN' }])
  assert.equal(await arrivals(caseId), 0)
})

test('a letter of a paused case stays when its run comes; after RESUME its step is taken again, once', async () => {
  const caseId = await reminded()
  await actOn(caseId, { code: 'PAUSE' })
  const [waiting] = await lettersOf(caseId)
  assert.equal(waiting?.state, 'pending')
  await release(caseId)
  const [stayed] = await done(caseId)
  assert.deepEqual([stayed?.state, stayed?.code], ['dropped', 'CASE_PAUSED'])
  assert.equal((await balances(api, caseId))['RECEIVABLE_FEES'], undefined)
  assert.equal((await caseOf(api, client, { caseId })).summary.status, 'PAUSED')
  await actOn(caseId, { code: 'RESUME' })
  await remade(caseId, 2)
  await release(caseId)
  const [, again] = await done(caseId)
  assert.equal(again?.state, 'delivered')
  assert.equal(await arrivals(caseId), 1)
  assert.equal((await balances(api, caseId))['RECEIVABLE_FEES'], '1200')
  const { rows } = await api.pool.query('select step_index, letter_id from case_step where case_id = $1', [caseId])
  assert.deepEqual(rows, [{ step_index: 0, letter_id: again?.letterId }])
  const { costs, balance } = await caseOf(api, client, { caseId })
  assert.deepEqual([costs.map(({ amount }) => amount), balance['costsAmount']], [[12, -12, 12], 12])
})

test('a pause that ends before the run changes nothing', async () => {
  const caseId = await reminded()
  await actOn(caseId, { code: 'PAUSE' })
  await actOn(caseId, { code: 'RESUME' })
  await release(caseId)
  assert.deepEqual(
    (await done(caseId)).map(({ state }) => state),
    ['delivered'],
  )
})

test('an objection to all of it keeps the letter back, one to a part does not', async () => {
  const [all, part] = [await reminded(), await reminded()]
  await actOn(all, { code: 'OBJECTION' })
  await actOn(part, { code: 'OBJECTION', data: { amount: 20 } })
  await Promise.all([release(all), release(part)])
  assert.deepEqual(
    (await done(all)).map(({ state, code }) => [state, code]),
    [['dropped', 'CASE_DISPUTED']],
  )
  assert.equal((await balances(api, all))['RECEIVABLE_FEES'], undefined)
  assert.deepEqual(
    (await done(part)).map(({ state }) => state),
    ['delivered'],
  )
  assert.equal((await balances(api, part))['RECEIVABLE_FEES'], '1200')
})

test('a due date that was moved past the letter keeps it back; the reminder comes after it', async () => {
  const caseId = await reminded()
  await actOn(caseId, { code: 'DUEDATE', data: { dueDate: '2026-03-10' } })
  await release(caseId)
  assert.deepEqual(
    (await done(caseId)).map(({ state, code }) => [state, code]),
    [['dropped', 'DUE_DATE_MOVED']],
  )
  const { next } = await caseOf(api, client, { caseId })
  assert.deepEqual(next, { action: 'REMINDER', date: '2026-03-24' })
})

test('a debtor who paid everything but the fee of an unsent letter gets no letter, and the case is closed', async () => {
  const caseId = await reminded()
  const { balance } = await caseOf(api, client, { caseId })
  const amount = Number(balance['capitalAmount']) + Number(balance['interestAmount'])
  await actOn(caseId, { code: 'DIRECTPAYMENT', data: { amount, paymentDate: REMINDED } })
  await release(caseId)
  assert.deepEqual(
    (await done(caseId)).map(({ state, code }) => [state, code]),
    [['dropped', 'NOTHING_OWED']],
  )
  assert.equal((await caseOf(api, client, { caseId })).summary.status, 'CLOSED')
  assert.equal((await balances(api, caseId))['RECEIVABLE_FEES'], undefined)
})

test('a letter of a case that was paid with its fee stays, and a task asks a person about the fee', async () => {
  const caseId = await reminded()
  await actOn(caseId, { code: 'DIRECTPAYMENT', data: { amount: 200, paymentDate: REMINDED } })
  await release(caseId)
  assert.deepEqual(
    (await done(caseId)).map(({ state, code }) => [state, code]),
    [['dropped', 'CASE_CLOSED']],
  )
  const { events } = await caseOf(api, client, { caseId })
  const tasks = events.filter(({ kind }) => kind === 'TASK').map(({ data }) => [data['task'], data['amount']])
  assert.deepEqual(tasks, [['FEE_OF_UNSENT_LETTER', 12]])
})

/** The case is withdrawn while its letter is leaving, which then cannot. @returns what the creditor owed in between */
async function withdrawnTooLate(caseId: number): Promise<unknown> {
  await api.pool.query({
    text: `update delivery set state = 'sending' where letter_id in (select letter_id from letter where case_id = $1)`,
    values: [caseId],
  })
  const { feesOwedByClient } = await actOn(caseId, { code: 'WITHDRAW' })
  const [letter] = await lettersOf(caseId)
  assert.ok(letter)
  const { deliveryId, invoiceId } = letter
  await recordOutcomes(api.ctx(), [
    {
      ...{ clientId: client.clientIdentifier, deliveryId, invoiceId, owner: null, attempt: null, remoteId: null },
      ...{ to: 'failed', outcome: 'refused', code: 'ADDRESS_UNKNOWN', reason: 'No such street.', nextAttemptAt: null },
    },
  ])
  assert.deepEqual(await balances(api, caseId), {})
  return feesOwedByClient
}

test('a letter that was leaving while its case was withdrawn, and could not, costs the creditor nothing', async () => {
  assert.equal(await withdrawnTooLate(await reminded()), 12)
})

test('where the agency bears such fees, nobody has paid them, and no task is made', async () => {
  const caseId = await reminded()
  await api.pool.query({
    text: `insert into client_contract values ($1, '{"withdrawnCosts": "AGENCY"}', 1, now())`,
    values: [client.clientIdentifier],
  })
  try {
    assert.equal(await withdrawnTooLate(caseId), 0)
  } finally {
    await api.pool.query('delete from client_contract')
  }
  assert.ok(!(await kindsOf(caseId)).includes('TASK'))
})

test('a case that is held up while its letter is about to leave comes first, or after it', async () => {
  const caseId = await reminded()
  const { platform } = api.service
  await withTransaction(platform.pool, async (tx) => {
    const [debt] = await lockCaseRows(tx, [{ clientId: client.clientIdentifier, caseId }])
    assert.ok(debt)
    await release(caseId)
    await untilSomebodyWaits(api.pool)
    const turn = { status: 'SUSPENDED' as const, reason: 'TEST', nextDate: null }
    await changeStatus(api.ctx(), tx, debt, turn, platform.clock.now())
  })
  assert.deepEqual(
    (await done(caseId)).map(({ state, code }) => [state, code]),
    [['dropped', 'CASE_SUSPENDED']],
  )
  assert.equal(await arrivals(caseId), 0)
})

test('a preview that a letter about to leave gets in the way of is made again', async () => {
  const { clientIdentifier: clientId, token } = client
  let caseId = 0
  const reply = await endedByDeadlock(api.pool, async () => {
    caseId = await reminded()
    const [letter] = await lettersOf(caseId)
    assert.ok(letter)
    const body = { actions: [{ code: 'WITHDRAW', data: { caseId } }] }
    return {
      // A worker that writes down an intent takes the same order: the invoice, then the case.
      lock: (rival) => lockInvoices(rival, [{ clientId, invoiceId: letter.invoiceId }]),
      request: () => api.call<{ actions: { outcome: string }[] }>('POST', `${ACTION}/preview`, { token, body }),
      lockBack: (rival) => lockCaseRows(rival, [{ clientId, caseId }]),
    }
  })
  assert.equal(reply.status, 200, reply.text)
  assert.deepEqual(
    reply.body.actions.map(({ outcome }) => outcome),
    ['performed'],
  )
  assert.equal((await lettersOf(caseId))[0]?.state, 'pending')
})

test('withdrawn while the print house’s run begins: each letter has left and is charged, or has not and is not', async () => {
  const cases: number[] = []
  const random = createRandom(SEED, 'withdrawn')
  for (let i = 0; i < CASES; i++) cases.push(await reminded())
  await Promise.all(
    cases.map(async (caseId, i) => {
      await sleep(random.integer(0, 300))
      await release(caseId)
      await sleep(random.integer(0, 1_200))
      const data = { caseId, comment: `withdrawn ${i}` }
      assert.equal((await send(api, client, [{ code: 'WITHDRAW', data }])).status, 200)
    }),
  )
  await performed(api, client)
  for (const caseId of cases) {
    const [letter] = await done(caseId)
    const left = letter?.state === 'delivered'
    assert.equal(await arrivals(caseId), left ? 1 : 0)
    assert.deepEqual(await balances(api, caseId), left ? { CLAIMS_OF_AGENCY: '-1200', DUE_FROM_CLIENT: '1200' } : {})
    assert.equal((await caseOf(api, client, { caseId })).summary.status, 'CLOSED')
  }
})
