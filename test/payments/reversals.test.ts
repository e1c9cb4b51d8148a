/** Corrections undo a payment that the bank takes back: the debt is owed again, and nothing of the history is changed. */
import { strict as assert } from 'node:assert'
import { after, before, test } from 'node:test'
import { allocateManually } from '../../src/payments/allocate-manually.ts'
import { listUnallocated } from '../../src/payments/list-unallocated.ts'
import { returnPayment } from '../../src/payments/return-payment.ts'
import { reverseManually } from '../../src/payments/reverse-manually.ts'
import type { TestClient } from '../support/service.ts'
import { entryOf, startWorld, type World } from '../support/payments/world.ts'

let world: World
let client: TestClient
before(async () => {
  world = await startWorld()
  client = await world.api.createClient()
})
after(() => world.stop())

async function outcome(name: string) {
  const entry = (await world.entries()).get(name)
  assert.ok(entry, name)
  return [entry.state, entry.reason]
}

const back = { sign: 'DBIT', reversal: true } as const

test('a reversal by the reference opens the case that the payment had closed, and its claim is back', async () => {
  const debt = await world.openCase(client, { capital: 100_000n, dueDate: '2026-01-15' })
  await world.pay([entryOf('BACK-1', '1015.62', { reference: debt.reference, date: '2026-03-16' })])
  assert.equal((await world.statusOf(debt)).closing_reason, 'PAID')
  await world.pay([entryOf('BACK-2', '1015.62', { reference: debt.reference, date: '2026-03-20', ...back })])
  assert.deepEqual(await outcome('BACK-2'), ['matched', 'REVERSED'])
  assert.deepEqual(await world.statusOf(debt), { status: 'OPEN', stage: 'INVOICED', closing_reason: null })
  assert.equal(await world.balance('RECEIVABLE_CAPITAL', debt), 100_000n)
  assert.equal(await world.balance('RECEIVABLE_INTEREST', debt), 1_562n)
  assert.equal(await world.balance('OWED_TO_CLIENT', debt), 0n)
  assert.deepEqual(
    (await world.payments(client)).body.filter(({ caseId }) => caseId === debt.caseId),
    [],
  )
  const { rows } = await world.api.pool.query<{ kind: string; corrects: string | null }>(
    `select kind, corrects from journal_transaction where client_id = $1 and kind like '%REVERSED'`,
    [debt.clientId],
  )
  assert.deepEqual(rows.map(({ kind }) => kind).sort(), ['ALLOCATION_REVERSED', 'PAYMENT_REVERSED'])
  assert.ok(rows.every(({ corrects }) => corrects !== null))
  // Another file reports the reversal again, with another reference of the bank: there is nothing left to take back.
  await world.pay([entryOf('BACK-3', '1015.62', { reference: debt.reference, date: '2026-03-21', ...back })])
  assert.deepEqual(await outcome('BACK-3'), ['unallocated', 'REVERSAL_UNKNOWN'])
  // Paid again: it closes again.
  await world.pay([entryOf('BACK-4', '1015.62', { reference: debt.reference, date: '2026-03-16' })])
  assert.equal((await world.statusOf(debt)).closing_reason, 'PAID')
})

test('by the payer’s own id; in the same file as the payment; never by a debit that says of no return', async () => {
  const [byId, debit, same] = await Promise.all(
    [10_000n, 20_000n, 30_000n].map((capital) => world.openCase(client, { capital })),
  )
  assert.ok(byId && debit && same)
  await world.pay([
    entryOf('ID-1', '100.00', { reference: byId.reference, endToEndId: 'E2E-4711' }),
    entryOf('ID-2', '200.00', { reference: debit.reference }),
  ])
  await world.pay([
    entryOf('ID-3', '100.00', { endToEndId: 'E2E-4711', ...back }),
    entryOf('ID-4', '200.00', { reference: debit.reference, sign: 'DBIT' }),
    entryOf('ID-5', '300.00', { reference: same.reference }),
    entryOf('ID-6', '300.00', { reference: same.reference, ...back }),
    entryOf('ID-7', '300.00', { reference: same.reference, sign: 'DBIT' }),
  ])
  for (const name of ['ID-3', 'ID-6']) assert.deepEqual(await outcome(name), ['matched', 'REVERSED'], name)
  for (const name of ['ID-4', 'ID-7'])
    assert.deepEqual(
      await outcome(name),
      ['unallocated', 'DEBIT_UNKNOWN'],
      'a debit that says nothing of a return takes nothing back',
    )
  for (const one of [byId, same]) assert.equal((await world.statusOf(one)).status, 'OPEN')
  assert.equal((await world.statusOf(debit)).closing_reason, 'PAID')
})

test('none of several payers’ equal payments is guessed; a person names it', async () => {
  const debt = await world.openCase(client, { capital: 50_000n })
  const reference = debt.reference
  await world.pay([
    entryOf('WHO-1', '50.00', { reference, iban: 'FI5810171000000122' }),
    entryOf('WHO-2', '50.00', { reference, iban: 'FI5542345670000081' }),
    entryOf('WHO-3', '50.00', { reference, ...back }),
    entryOf('WHO-4', '50.00', { reference, iban: 'FI5542345670000081', ...back }),
  ])
  assert.deepEqual(await outcome('WHO-3'), ['unallocated', 'REVERSAL_UNKNOWN'])
  assert.deepEqual(await outcome('WHO-4'), ['matched', 'REVERSED'], 'the payer’s account tells')
  const entries = await world.entries()
  const waiting = await listUnallocated(world.api.ctx(), 100)
  const reversal = waiting.find(({ reason, waiting: minor }) => reason === 'REVERSAL_UNKNOWN' && minor === -50)
  assert.ok(reversal)
  const paid = entries.get('WHO-1')?.payment_id ?? ''
  await assert.rejects(
    allocateManually(world.api.ctx(), { id: reversal.id, caseId: debt.caseId }),
    /cannot be allocated/,
  )
  await reverseManually(world.api.ctx(), { entryId: reversal.id, paymentId: paid })
  await assert.rejects(reverseManually(world.api.ctx(), { entryId: reversal.id, paymentId: paid }), /waits/)
  const { rows } = await world.api.pool.query<{ reversed: boolean }>(
    'select reversed_at is not null as reversed from payment where payment_id = $1',
    [paid],
  )
  assert.equal(rows[0]?.reversed, true)
})

test('a waiting payment is gone with its reversal; a returned one is not taken back twice', async () => {
  await world.pay([entryOf('LOST-1', '9.00', { reference: '12345672', text: 'x' })])
  assert.deepEqual(await outcome('LOST-1'), ['unallocated', 'UNKNOWN_REFERENCE'])
  await world.pay([entryOf('LOST-2', '9.00', { reference: '12345672', ...back })])
  assert.deepEqual(await outcome('LOST-1'), ['ignored', 'REVERSED'])
  assert.deepEqual(await outcome('LOST-2'), ['ignored', 'REVERSED'])

  const debt = await world.openCase(client, { capital: 1_000n })
  await world.pay([entryOf('RET-1', '15.00', { reference: debt.reference })])
  const id = (await world.entries()).get('RET-1')?.payment_id ?? ''
  const funds = await world.balance('CLIENT_FUNDS')
  assert.equal((await returnPayment(world.api.ctx(), { id })).amount, 500n)
  assert.equal(await world.balance('CLIENT_FUNDS'), funds - 500n)
  await assert.rejects(returnPayment(world.api.ctx(), { id }), /unallocated/)
  await world.pay([entryOf('RET-2', '15.00', { reference: debt.reference, ...back })])
  assert.deepEqual(await outcome('RET-2'), ['unallocated', 'REVERSAL_AFTER_RETURN'])
  assert.equal((await world.statusOf(debt)).closing_reason, 'PAID')
})
