/** Every state of money, payouts, settlements and law that needs a person has its task, which closes when the state ends. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type CamtEntry, camtFile } from '../../packages/bank-files/test/camt.ts'
import { statusFile } from '../../packages/bank-files/test/pain-status.ts'
import { noteEndingRules } from '../../src/agency/note-ending-rules.ts'
import { allocateManually } from '../../src/payments/allocate-manually.ts'
import { dismissEntry } from '../../src/payments/dismiss-entry.ts'
import { endReturnByHand } from '../../src/payments/returns/end-return.ts'
import { noteUnconfirmedReturns } from '../../src/payments/returns/note-unconfirmed.ts'
import { orderReturn } from '../../src/payments/returns/order-return.ts'
import { sendReturns } from '../../src/payments/returns/send-returns.ts'
import { returnPayment } from '../../src/payments/return-payment.ts'
import { reverseManually } from '../../src/payments/reverse-manually.ts'
import { markPaidByHand, markRefusedByHand } from '../../src/payouts/mark-by-hand.ts'
import { noteUnconfirmed } from '../../src/payouts/note-unconfirmed.ts'
import { payAgain } from '../../src/settlements/pay-again.ts'
import { runSettlements } from '../../src/settlements/run-settlements.ts'
import { finishTask } from '../../src/tasks/finish-task.ts'
import type { TaskKindName } from '../../src/tasks/kinds.ts'
import { listTasks } from '../../src/tasks/list-tasks.ts'
import type { TaskRow } from '../../src/tasks/queries.ts'
import { entryOf } from '../support/payments/world.ts'
import type { TestClient } from '../support/service.ts'
import { type SettlementWorld, startWorld } from '../support/settlements/world.ts'

let world: SettlementWorld
let files = 0
before(async () => {
  world = await startWorld()
})
after(() => world.stop())

async function open(kind: TaskKindName): Promise<TaskRow[]> {
  const { tasks, next } = await listTasks(world.api.ctx(), { kind, limit: 1_000 })
  assert.equal(next, undefined)
  return tasks
}

/** The one task of this kind that is open and of this cause. */
async function one(kind: TaskKindName, cause: string | RegExp): Promise<TaskRow> {
  const found = (await open(kind)).filter((task) =>
    typeof cause === 'string' ? task.cause === cause : cause.test(task.cause),
  )
  assert.equal(found.length, 1, `${kind} ${String(cause)}: ${JSON.stringify(found)}`)
  return found[0] as TaskRow
}

async function ended(task: TaskRow): Promise<void> {
  const { rows } = await world.api.pool.query<{ closedAs: string | null }>(
    'select closed_as as "closedAs" from task where task_id = $1',
    [task.taskId],
  )
  assert.equal(rows[0]?.closedAs, 'CAUSE_ENDED', JSON.stringify(task))
}

const idOf = ({ subject }: TaskRow) => subject.slice(subject.indexOf(':') + 1)

function statement(...entries: CamtEntry[]): Promise<unknown> {
  const id = `ST-${++files}`
  const numbered = entries.map((entry, i) => ({ ...entry, servicerReference: `${id}-${i}` }))
  return world.take(camtFile({ format: 'camt.053.001.08', messageId: id, statements: [{ id, entries: numbered }] }))
}

async function paidOut(
  amount: string,
): Promise<{ client: TestClient; settlementId: number; endToEndId: string; messageId: string }> {
  const client = await world.createClient()
  const { reference } = await world.openCase(client, { capital: BigInt(amount.replace('.', '')) })
  await world.pay([entryOf(`IN-${++files}`, amount, { reference })])
  const { settlements, files: names } = await world.runNext()
  const { settlementId = 0 } = settlements.find(({ clientId }) => clientId === client.clientIdentifier) ?? {}
  return { client, settlementId, endToEndId: `${settlementId}-${client.clientIdentifier}`, messageId: names[0] ?? '' }
}

test('money without a case waits until it is allocated', async () => {
  const { caseId } = await world.openCase(await world.createClient(), { capital: 1_000n })
  await world.pay([entryOf('UNMATCHED', '10.00', { reference: '1232' })])
  const task = await one('PAYMENT_UNMATCHED', 'UNKNOWN_REFERENCE')
  assert.equal(task.clientId, 0)
  await allocateManually(world.api.ctx(), { id: idOf(task), caseId })
  await ended(task)
})

test('an overpayment waits until it is returned', async () => {
  const client = await world.createClient()
  const { reference } = await world.openCase(client, { capital: 2_000n })
  await world.pay([entryOf('OVERPAID', '500.00', { reference })])
  const task = await one('REFUND', 'OVERPAYMENT')
  assert.equal(task.clientId, client.clientIdentifier)
  await returnPayment(world.api.ctx(), { id: idOf(task) })
  await ended(task)
})

test('a payment that the bank took back waits until a person says which it was', async () => {
  const client = await world.createClient()
  for (const name of ['TAKEN-1', 'TAKEN-2']) {
    const { reference } = await world.openCase(client, { capital: 3_300n })
    await world.pay([entryOf(name, '33.00', { reference })])
  }
  await world.pay([entryOf('BACK', '33.00', { sign: 'DBIT', reversal: true, date: '2026-02-26' })])
  const task = await one('PAYMENT_TAKEN_BACK', 'REVERSAL_UNKNOWN')
  const { rows } = await world.api.pool.query<{ id: string }>(
    'select payment_id as id from payment where client_id = $1',
    [client.clientIdentifier],
  )
  await reverseManually(world.api.ctx(), { entryId: idOf(task), paymentId: rows[0]?.id ?? '' })
  await ended(task)
})

test('money that went out and that nobody ordered waits until a person dismisses it', async () => {
  await statement({ amount: '7.00', sign: 'DBIT', transactions: [{ endToEndId: 'NOT-OURS' }] })
  const [task] = await open('MONEY_TAKEN_OFF')
  assert.ok(task !== undefined)
  await dismissEntry(world.api.ctx(), { entryId: idOf(task), reason: 'The bank’s fee, paid back' })
  await ended(task)
})

test('a bank file that breaks off waits until a person closes its task', async () => {
  const { fileId } = await world.take(
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.02"><BkToCstmrDbtCdtNtfctn>',
  )
  const found = async () => (await open('BANK_FILE_FAILED')).find(({ subject }) => subject === `bank-file:${fileId}`)
  const task = await found()
  assert.equal(task?.cause, 'INCOMPLETE')
  await finishTask(world.api.ctx(), { taskId: task.taskId, comment: 'Taken again' })
  assert.equal(await found(), undefined)
})

test('a client without an account is blocked until it has one', async () => {
  const client = await world.createClient([])
  const { reference } = await world.openCase(client, { capital: 4_000n })
  await world.pay([entryOf(`IN-${++files}`, '40.00', { reference })])
  await world.runNext()
  const task = await one('SETTLEMENT_BLOCKED', 'EUR NO_ACCOUNT')
  assert.equal(task.subject, `client:${client.clientIdentifier}`)
  const reply = await world.api.call('PUT', '/api/v1/partner/client/settings', {
    token: client.token,
    body: { bankAccounts: [{ iban: 'FI4250001510000023', bic: 'OKOYFIHH' }] },
  })
  assert.equal(reply.status, 200, reply.text)
  const { rows } = await world.api.pool.query<{ next: Date }>(
    'select next_at as next from settlement_schedule where client_id = $1',
    [client.clientIdentifier],
  )
  world.api.shiftClock((rows[0]?.next.getTime() ?? 0) - Date.now() + 60_000)
  await runSettlements(world.api.ctx())
  await ended(task)
})

test('a payout that the bank refuses waits until it is paid again', async () => {
  const { settlementId, endToEndId, messageId, client } = await paidOut('61.00')
  await world.take(statusFile({ messageId: `A-${++files}`, of: messageId, group: 'RJCT', groupReason: 'AC04' }))
  const task = (await open('PAYOUT_FAILED')).find(({ subject }) => subject === `payout:${endToEndId}`)
  assert.equal(task?.cause, 'REJECTED')
  await payAgain(world.api.ctx(), { settlementId, clientId: client.clientIdentifier, reason: 'The bank’s mistake' })
  await ended(task)
  await runSettlements(world.api.ctx())
})

test('a payout that no statement shows is unconfirmed after some banking days', async () => {
  const { endToEndId } = await paidOut('62.00')
  const found = async (kind: TaskKindName) =>
    (await open(kind)).find(({ subject }) => subject === `payout:${endToEndId}`)
  await noteUnconfirmed(world.api.ctx())
  assert.equal(await found('PAYOUT_UNCONFIRMED'), undefined)
  world.api.shiftClock(world.api.service.platform.clock.now().getTime() - Date.now() + 8 * 86_400_000)
  await noteUnconfirmed(world.api.ctx())
  const task = await found('PAYOUT_UNCONFIRMED')
  assert.ok(task !== undefined)
  await markRefusedByHand(world.api.ctx(), { name: endToEndId, reason: 'The bank has no such order' })
  await ended(task)
  const failed = await found('PAYOUT_FAILED')
  assert.ok(failed !== undefined)
  await markPaidByHand(world.api.ctx(), { name: endToEndId, reason: 'The bank found it' })
  await ended(failed)
})

test('a return to a payer that no statement shows is unconfirmed after some banking days', async () => {
  const client = await world.createClient()
  const { reference } = await world.openCase(client, { capital: 2_100n })
  await world.pay([entryOf('TOO-MUCH', '77.00', { reference, iban: 'FI5810171000000122' })])
  const payment = (await open('REFUND')).find(({ clientId }) => clientId === client.clientIdentifier)
  assert.ok(payment)
  const { returnId } = await orderReturn(world.api.ctx(), { id: idOf(payment), reason: 'Paid too much' })
  const later = (days: number) =>
    world.api.shiftClock(world.api.service.platform.clock.now().getTime() - Date.now() + days * 86_400_000)
  later(6)
  await sendReturns(world.api.ctx())
  const found = async () => (await open('RETURN_UNCONFIRMED')).find(({ subject }) => subject === `return:${returnId}`)
  await noteUnconfirmedReturns(world.api.ctx())
  assert.equal(await found(), undefined)
  later(8)
  await noteUnconfirmedReturns(world.api.ctx())
  const task = await found()
  assert.ok(task !== undefined)
  await endReturnByHand(world.api.ctx(), { returnId, to: 'paid', reason: 'The bank shows it' })
  await ended(task)
})

test('a rule of law that ends within 90 days waits until another follows it', async () => {
  const { rows } = await world.api.pool.query<{ ruleId: string }>(
    `insert into law_ending_notice (client_id, rule_id, valid_to, noticed_at) values (0, 'FI.GONE', '2027-01-31', now())
     returning rule_id as "ruleId"`,
  )
  const task = (await open('LAW_RULE_ENDING')).find(({ subject }) => subject === `law:${rows[0]?.ruleId}`)
  assert.ok(task !== undefined)
  assert.deepEqual([task.dueAt?.toISOString(), task.dueRule], ['2027-02-01T00:00:00.000Z', 'FI.GONE'])
  // The law of this service knows no such rule that ends then: nothing is to follow it.
  await noteEndingRules(world.api.ctx())
  await ended(task)
})
