/** The life of payouts by what the bank's files say: refused, paid, returned, and paid again by a person. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type CamtEntry, camtFile } from '../../packages/bank-files/test/camt.ts'
import { type WrittenStatus, statusFile } from '../../packages/bank-files/test/pain-status.ts'
import { dismissEntry } from '../../src/payments/dismiss-entry.ts'
import { markPaidByHand, markRefusedByHand } from '../../src/payouts/mark-by-hand.ts'
import { payAgain } from '../../src/settlements/pay-again.ts'
import { runSettlements } from '../../src/settlements/run-settlements.ts'
import { entryOf } from '../support/payments/world.ts'
import type { TestClient } from '../support/service.ts'
import { checkBooks } from '../support/settlements/books.ts'
import { type SettlementWorld, startWorld } from '../support/settlements/world.ts'

let world: SettlementWorld
let files = 0
before(async () => {
  world = await startWorld()
})
after(() => world.stop())

interface Sent {
  client: TestClient
  settlementId: number
  endToEndId: string
  /** Major units, "100.00". */
  amount: string
}

/** Clients with a payout each in one file that lies in the outbox. */
async function sent(amounts: string[]): Promise<{ messageId: string; payouts: Sent[] }> {
  const clients: TestClient[] = []
  for (const amount of amounts) {
    const client = await world.createClient()
    const { reference } = await world.openCase(client, { capital: BigInt(amount.replace('.', '')) })
    await world.pay([entryOf(`IN-${++files}`, amount, { reference })])
    clients.push(client)
  }
  const { settlements, files: names } = await world.runNext()
  assert.equal(settlements.length, amounts.length)
  const payouts = clients.map((client, i) => {
    const { settlementId = 0 } = settlements.find(({ clientId }) => clientId === client.clientIdentifier) ?? {}
    const endToEndId = `${settlementId}-${client.clientIdentifier}`
    return { client, settlementId, endToEndId, amount: amounts[i] ?? '' }
  })
  return { messageId: names[0] ?? '', payouts }
}

function statement(...entries: CamtEntry[]): Promise<unknown> {
  const id = `ST-${++files}`
  const numbered = entries.map((entry, i) => ({ ...entry, servicerReference: `${id}-${i}` }))
  return world.take(camtFile({ format: 'camt.053.001.08', messageId: id, statements: [{ id, entries: numbered }] }))
}

function answer(written: WrittenStatus) {
  return world.take(statusFile({ messageId: `A-${++files}`, ...written }))
}

const debit = ({ endToEndId, amount }: Sent, more: Partial<CamtEntry> = {}): CamtEntry => ({
  ...{ amount, sign: 'DBIT', transactions: [{ endToEndId }] },
  ...more,
})
const returned = ({ endToEndId, amount }: Sent, reason = 'AC04'): CamtEntry => ({
  amount,
  transactions: [{ endToEndId, returnReason: reason, debtor: 'Test Customer Oy' }],
})

async function stateOf({ settlementId, client }: Sent): Promise<string[]> {
  const { rows } = await world.api.pool.query<{ shown: string }>(
    `select state || coalesce(' ' || reason_code, '') || case when doubt is null then '' else ' ?' end as shown
     from payout where client_id = $1 and settlement_id = $2 order by attempt`,
    [client.clientIdentifier, settlementId],
  )
  return rows.map(({ shown }) => shown)
}

async function eventsOf({ client, settlementId }: Sent): Promise<string[]> {
  const { rows } = await world.api.pool.query<{ type: string }>(
    `select type from event where client_id = $1 and subject = $2 order by event_id`,
    [client.clientIdentifier, `settlement:${settlementId}`],
  )
  return rows.map(({ type }) => type)
}

async function owed({ client }: Sent, account: string): Promise<number> {
  const { rows } = await world.api.pool.query<{ total: number }>(
    'select coalesce(sum(balance_minor), 0)::int as total from journal_balance where client_id = $1 and account = $2',
    [client.clientIdentifier, account],
  )
  return rows[0]?.total ?? 0
}

const booksOf = (payouts: Sent[]) =>
  checkBooks(
    world,
    payouts.map(({ client }) => ({ client, currency: 'EUR' })),
  )
const again = ({ settlementId, client }: Sent) =>
  payAgain(world.api.ctx(), { settlementId, clientId: client.clientIdentifier, reason: 'the client has a new account' })
const only = (payouts: Sent[]): Sent => payouts[0] ?? assert.fail()

for (const version of ['03', '10'] as const)
  void test(`pain.002.001.${version}: accepted is not paid; the debit with our end-to-end id is`, async () => {
    const { messageId, payouts } = await sent(['100.00'])
    const one = only(payouts)
    const taken = await answer({ version, of: messageId, group: 'ACCP' })
    assert.deepEqual([taken.format, taken.faultCount, taken.complete], [`pain.002.001.${version}`, 0, true])
    assert.deepEqual(await stateOf(one), ['ACCEPTED'])
    assert.equal(await owed(one, 'PAYOUTS_IN_TRANSIT'), -10_000)
    await statement(debit(one))
    assert.deepEqual(await stateOf(one), ['PAID'])
    assert.deepEqual(await eventsOf(one), ['settlement.created', 'settlement.paid'])
    assert.deepEqual([await owed(one, 'PAYOUTS_IN_TRANSIT'), await owed(one, 'CLIENT_FUNDS')], [0, 0])
    await booksOf(payouts)
  })

void test('each payment of a partly accepted file has its own answer; a refused one is paid again, once, by a person', async () => {
  const { messageId, payouts } = await sent(['100.00', '50.00'])
  const [good, bad] = payouts as [Sent, Sent]
  const payments = [{ endToEndId: bad.endToEndId, status: 'RJCT', reason: 'AC01', text: 'Incorrect account number' }]
  await answer({ of: messageId, group: 'PART', batches: [{ id: messageId, payments }] })
  assert.deepEqual([await stateOf(good), await stateOf(bad)], [['SENT'], ['REJECTED AC01']])
  assert.deepEqual([await owed(bad, 'PAYOUTS_IN_TRANSIT'), await owed(bad, 'PAYOUTS_REFUSED')], [0, -5_000])
  assert.deepEqual(await eventsOf(bad), ['settlement.created', 'settlement.payout.rejected'])
  await booksOf(payouts)
  await assert.rejects(again(good), {
    code: 'RULE',
    message: /is SENT: only a payout that the bank refused or returned/,
  })
  const both = await Promise.allSettled([again(bad), again(bad)])
  assert.deepEqual(both.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected'])
  assert.deepEqual(await stateOf(bad), ['REJECTED AC01', 'CREATED'])
  await assert.rejects(again(bad), { code: 'RULE', message: /is CREATED/ })
  const { files: names } = await runSettlements(world.api.ctx())
  assert.match((await world.outbox()).get(`${names[0]}.xml`) ?? '', new RegExp(`<EndToEndId>${bad.endToEndId}-2<`))
  await statement(debit(good), debit({ ...bad, endToEndId: `${bad.endToEndId}-2` }))
  assert.deepEqual([await stateOf(good), await stateOf(bad)], [['PAID'], ['REJECTED AC01', 'PAID']])
  await booksOf(payouts)
})

void test('a whole file and a batch of it are refused at their own levels; the same answer again changes nothing', async () => {
  const first = await sent(['10.00', '20.00'])
  await answer({ of: first.messageId, group: 'RJCT', groupReason: 'AM10' })
  await answer({ of: first.messageId, group: 'RJCT', groupReason: 'AM10' })
  for (const one of first.payouts) {
    assert.deepEqual(await stateOf(one), ['REJECTED AM10'])
    assert.deepEqual(await eventsOf(one), ['settlement.created', 'settlement.payout.rejected'])
  }
  const second = await sent(['30.00'])
  await answer({ of: second.messageId, batches: [{ id: second.messageId, status: 'RJCT', reason: 'DT01' }] })
  assert.deepEqual(await stateOf(only(second.payouts)), ['REJECTED DT01'])
  await booksOf([...first.payouts, ...second.payouts])
})

void test('an answer says nothing of the first file where the bank refuses a duplicate, or answers out of order', async () => {
  const { messageId, payouts } = await sent(['40.00'])
  const one = only(payouts)
  await answer({ of: messageId, group: 'RJCT', groupReason: 'DU01' })
  assert.deepEqual(await stateOf(one), ['SENT ?'])
  await assert.rejects(again(one), { code: 'RULE' })
  await answer({ of: messageId, group: 'ACTC', createdAt: '2026-03-03T09:00:00' })
  await answer({ of: messageId, group: 'RJCT', groupReason: 'AM04', createdAt: '2026-03-03T08:30:00' })
  assert.deepEqual(await stateOf(one), ['ACCEPTED ?'])
  const unknown = await answer({ of: '20260101-EUR-000000000000', group: 'RJCT', groupReason: 'AM04' })
  assert.equal(unknown.faultCount, 1)
})

void test('a batch that the bank books as one sum pays all of it where the amounts agree, and waits where they do not', async () => {
  const { messageId, payouts } = await sent(['100.00', '50.00', '7.00'])
  const bad = payouts[2] ?? assert.fail()
  const payments = [{ endToEndId: bad.endToEndId, status: 'RJCT', reason: 'AC04' }]
  await answer({ of: messageId, group: 'PART', batches: [{ id: messageId, payments }] })
  await statement({ amount: '157.00', sign: 'DBIT', batch: { messageId, paymentInformationId: messageId } })
  assert.deepEqual(await Promise.all(payouts.map(stateOf)), [['SENT ?'], ['SENT ?'], ['REJECTED AC04']])
  await statement({ amount: '150.00', sign: 'DBIT', batch: { paymentInformationId: messageId } })
  assert.deepEqual(await Promise.all(payouts.map(stateOf)), [['PAID'], ['PAID'], ['REJECTED AC04']])
  await booksOf(payouts)
  const { rows } = await world.api.pool.query<{ reason: string; state: string }>(
    `select state, reason from bank_entry where payment_information_id = $1 order by amount_minor`,
    [messageId],
  )
  assert.deepEqual(rows, [
    { state: 'unallocated', reason: 'PAYOUT_DIFFERS' },
    { state: 'ignored', reason: 'OWN_PAYOUT' },
  ])
})

void test('a debit of another amount, a second debit and one of a refused payout wait, and keep it from being paid again', async () => {
  const { messageId, payouts } = await sent(['60.00', '70.00'])
  const [one, other] = payouts as [Sent, Sent]
  await statement(debit(one, { amount: '59.00' }))
  assert.deepEqual(await stateOf(one), ['SENT ?'])
  await statement(debit(one))
  assert.deepEqual(await stateOf(one), ['PAID'])
  await statement(debit(one))
  assert.deepEqual(await stateOf(one), ['PAID ?'])
  await answer({
    of: messageId,
    batches: [{ id: messageId, payments: [{ endToEndId: other.endToEndId, status: 'RJCT', reason: 'AM04' }] }],
  })
  await statement(debit(other))
  assert.deepEqual(await stateOf(other), ['REJECTED AM04 ?'])
  await assert.rejects(again(other), { code: 'RULE', message: /may have been paid/ })
  await markPaidByHand(world.api.ctx(), { name: other.endToEndId, reason: 'the statement shows it' })
  assert.deepEqual(await stateOf(other), ['PAID'])
  await booksOf(payouts)
})

void test('a returned payout is not taken for a debtor’s payment: its settlement waits with the bank’s reason and is paid again', async () => {
  const { payouts } = await sent(['80.00', '90.00'])
  const [one, unseen] = payouts as [Sent, Sent]
  await statement(debit(one))
  await statement(returned(one), returned(unseen, 'AC01'))
  assert.deepEqual([await stateOf(one), await stateOf(unseen)], [['RETURNED AC04'], ['RETURNED AC01']])
  assert.deepEqual([await owed(one, 'CLIENT_FUNDS'), await owed(one, 'PAYOUTS_REFUSED')], [8_000, -8_000])
  assert.deepEqual(await eventsOf(one), ['settlement.created', 'settlement.paid', 'settlement.payout.returned'])
  await booksOf(payouts)
  const { rows } = await world.api.pool.query(
    'select from payment where entry_id in (select entry_id from bank_entry where return_reason is not null)',
  )
  assert.equal(rows.length, 0)
  await statement(returned(one))
  assert.deepEqual(await stateOf(one), ['RETURNED AC04 ?'])
  await again(unseen)
  await runSettlements(world.api.ctx())
  await statement(debit({ ...unseen, endToEndId: `${unseen.endToEndId}-2` }))
  assert.deepEqual(await stateOf(unseen), ['RETURNED AC01', 'PAID'])
  await booksOf(payouts)
})

void test('money that comes in under the id of a payout and does not say that it is returned needs review', async () => {
  const { payouts } = await sent(['33.00'])
  const one = only(payouts)
  await statement(debit(one))
  await statement({
    amount: '33.00',
    transactions: [{ endToEndId: one.endToEndId, structured: [{ reference: '1232' }] }],
  })
  assert.deepEqual(await stateOf(one), ['PAID ?'])
})

/** Entries of this payout that need review. */
async function waitingOf({ endToEndId }: Sent): Promise<string[]> {
  const { rows } = await world.api.pool.query<{ id: string }>(
    `select entry_id as id from bank_entry where end_to_end_id = $1 and state = 'unallocated' and reason = 'PAYOUT_DIFFERS'`,
    [endToEndId],
  )
  return rows.map(({ id }) => id)
}

async function dismissAll(one: Sent): Promise<void> {
  const waiting = await waitingOf(one)
  assert.equal(waiting.length, 1)
  for (const entryId of waiting) await dismissEntry(world.api.ctx(), { entryId, reason: 'the bank has answered' })
  assert.deepEqual(await waitingOf(one), [])
}

const marks = { reason: 'the bank says so' }

void test('a person brings a doubtful payout to an end: paid with another amount, debited twice, or returned less a charge', async () => {
  const { payouts } = await sent(['61.00', '62.00', '63.00', '64.00'])
  const [less, twice, charged, refused] = payouts as [Sent, Sent, Sent, Sent]
  await statement(debit(less, { amount: '60.00' }), debit(refused, { amount: '1.00' }))
  await statement(debit(twice), debit(charged))
  await statement(debit(twice), { ...returned(charged), amount: '62.50' })
  assert.deepEqual(await Promise.all(payouts.map(stateOf)), [['SENT ?'], ['PAID ?'], ['PAID ?'], ['SENT ?']])
  await assert.rejects(again(charged), { code: 'RULE' })
  for (const one of [less, twice]) await markPaidByHand(world.api.ctx(), { name: one.endToEndId, ...marks })
  for (const one of [charged, refused]) await markRefusedByHand(world.api.ctx(), { name: one.endToEndId, ...marks })
  assert.deepEqual(await Promise.all(payouts.map(stateOf)), [['PAID'], ['PAID'], ['RETURNED'], ['REJECTED']])
  await assert.rejects(again(refused), { code: 'RULE', message: /has an unprocessed debit with/ })
  for (const one of payouts) await dismissAll(one)
  for (const one of [charged, refused]) await again(one)
  for (const one of [less, twice]) await assert.rejects(again(one), { code: 'RULE', message: /is PAID/ })
  await booksOf(payouts)
  await statement(debit(less))
  assert.deepEqual(await stateOf(less), ['PAID ?'], 'another debit of what was settled by a doubtful one is doubtful')
})

void test('a return is not believed while a second debit of the payout is undecided', async () => {
  const { payouts } = await sent(['65.00'])
  const one = only(payouts)
  await statement(debit(one))
  await statement(debit(one))
  await statement(returned(one))
  assert.deepEqual(await stateOf(one), ['PAID ?'])
  assert.equal((await waitingOf(one)).length, 2)
})

void test('the debit of a payout that a person had marked as paid is recognised once', async () => {
  const { messageId, payouts } = await sent(['66.00', '67.00'])
  await markPaidByHand(world.api.ctx(), { name: messageId, ...marks })
  for (const one of payouts) await statement(debit(one))
  assert.deepEqual(await Promise.all(payouts.map(stateOf)), [['PAID'], ['PAID']])
  await statement(debit(only(payouts)))
  assert.deepEqual(await stateOf(only(payouts)), ['PAID ?'])
  await booksOf(payouts)
})

void test('an answer that was lost is noted by a person before anything is paid again', async () => {
  const { messageId, payouts } = await sent(['55.00'])
  const one = only(payouts)
  await assert.rejects(again(one), { code: 'RULE', message: /mark-refused/ })
  await markRefusedByHand(world.api.ctx(), { name: messageId, reason: 'the bank never got the file' })
  assert.deepEqual(await stateOf(one), ['REJECTED'])
  await again(one)
  await booksOf(payouts)
})

void test('a DOCTYPE, another version and a file cut short are refused, and nothing of them is applied', async () => {
  const { messageId, payouts } = await sent(['44.00'])
  const whole = statusFile({ of: messageId, group: 'RJCT', groupReason: 'AM04', messageId: 'BAD' })
  for (const [text, code] of [
    [whole.replace('<Document', '<!DOCTYPE Document [<!ENTITY a "b">]><Document'), 'DTD_FORBIDDEN'],
    [whole.replace('pain.002.001.10', 'pain.002.001.99'), 'UNKNOWN_FORMAT'],
    [whole.slice(0, -20), 'MALFORMED'],
    [whole.replace(/<OrgnlMsgId>.*<\/OrgnlMsgId>/, ''), 'MISSING'],
  ] as const) {
    const taken = await world.take(text)
    assert.deepEqual([taken.complete, taken.faults[0]?.code], [false, code])
  }
  assert.deepEqual(await stateOf(only(payouts)), ['SENT'])
})
