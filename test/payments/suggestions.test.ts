/** Candidates for money that names no case: which facts speak, in which order, and what would follow. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { camtFile } from '../../packages/bank-files/test/camt.ts'
import { allocateParts } from '../../src/payments/allocate-manually.ts'
import { dismissEntry } from '../../src/payments/dismiss-entry.ts'
import { returnPayment } from '../../src/payments/return-payment.ts'
import { orderReturn } from '../../src/payments/returns/order-return.ts'
import { listWaiting } from '../../src/payments/unmatched/list-waiting.ts'
import { type Waiting, showWaiting } from '../../src/payments/unmatched/show-waiting.ts'
import { startWorld, type World, entryOf } from '../support/payments/world.ts'
import type { TestClient } from '../support/service.ts'

const IBAN = 'FI4250001510000023'
let world: World
let client: TestClient
let other: TestClient
let entries = 0

before(async () => {
  world = await startWorld()
  client = await world.api.createClient()
  other = await world.api.createClient()
})
after(() => world.stop())

const ctx = () => world.api.ctx()
const ALL = { clientId: null, reasons: null, currency: null, withHeld: false, limit: 100, after: null }

/** Money that waits, and its candidates. */
async function waiting(amount: string, more: Parameters<typeof entryOf>[2]): Promise<Waiting> {
  const reference = `SUGGEST-${++entries}`
  await world.pay([entryOf(reference, amount, { payer: 'Somebody Else', ...more })])
  const { rows } = await world.api.pool.query<{ id: string }>(
    `select entry_id as id from bank_entry where bank_reference like $1 and state = 'unallocated'`,
    [`%${reference}%`],
  )
  assert.equal(rows.length, 1, 'it waits')
  return showWaiting(ctx(), { id: rows[0]?.id ?? '' })
}

const shown = ({ candidates }: Waiting) =>
  candidates.map(({ cases, facts, isStrong }) => ({
    cases: cases.map((one) => one.case.caseId),
    facts: facts.map(({ kind }) => kind),
    isStrong,
  }))

test('a reference with one wrong digit comes before equal amounts, and the effect is shown and not done', async () => {
  const near = await world.openCase(client, { capital: 4_321n })
  const equal = await world.openCase(client, { capital: 4_321n, dueDate: '2026-02-20' })
  const reference = near.reference.replace(/^100/, '190')
  const found = await waiting('43.21', { reference, date: '2026-02-20' })
  const [first, second] = shown(found)
  assert.deepEqual(first, { cases: [near.caseId], facts: ['REFERENCE_NEAR', 'OWED_EXACTLY'], isStrong: true })
  assert.deepEqual(second, { cases: [equal.caseId], facts: ['OWED_EXACTLY', 'DATE'], isStrong: false })
  const preview = found.candidates[0]?.preview
  assert.ok(preview?.kind === 'effect')
  const [effect] = preview.effect.cases
  assert.deepEqual([effect?.closingReason, effect?.paid.capital, preview.effect.left], ['PAID', 4_321n, 0n])
  assert.equal((await world.statusOf(near)).status, 'OPEN', 'nothing is done')
  const again = await showWaiting(ctx(), { id: found.row.id })
  assert.deepEqual(shown(again), shown(found))
})

test('the account of an earlier payment and the name speak for the debtor, and several cases are paid together', async () => {
  const paid = await world.openCase(client, { capital: 7_700n, customer: '77' })
  await world.pay([entryOf('SUGGEST-FIRST', '77.00', { reference: paid.reference, iban: IBAN })])
  assert.equal((await world.statusOf(paid)).status, 'CLOSED')
  const [one, two] = [
    await world.openCase(client, { capital: 11_111n, dueDate: '2026-03-20', customer: '77' }),
    await world.openCase(client, { capital: 22_222n, dueDate: '2026-03-21', customer: '77' }),
  ]
  const found = await waiting('333.33', { text: 'both invoices', iban: IBAN, date: '2026-03-01' })
  const [first] = shown(found)
  assert.deepEqual(first, {
    cases: [one.caseId, two.caseId],
    facts: ['SUM_OF_CASES', 'ACCOUNT_SEEN'],
    isStrong: true,
  })
  const { parts, preview } = found.candidates[0] ?? { parts: [] }
  assert.ok(preview?.kind === 'effect' && preview.effect.cases.every(({ closingReason }) => closingReason === 'PAID'))
  await allocateParts(ctx(), {
    id: found.row.id,
    parts: parts.map(({ caseId, amount }) => ({ caseId, amount: amount ?? 0n })),
  })
  for (const debt of [one, two]) assert.equal((await world.statusOf(debt)).status, 'CLOSED')
})

test('an overpayment says what is left, and a case in another currency says why it cannot be paid', async () => {
  const debt = await world.openCase(client, { capital: 5_000n })
  const over = await waiting('80.00', { text: `invoice ${debt.invoiceNumber}` })
  const preview = over.candidates.find(({ cases: [one] }) => one?.case.caseId === debt.caseId)?.preview
  assert.ok(preview?.kind === 'effect')
  assert.equal(preview.effect.left, 3_000n)
  const swedish = await world.openCase(client, { capital: 6_600n, currency: 'SEK' })
  const wrong = await waiting('66.00', { reference: swedish.reference })
  const refused = wrong.candidates.find(({ cases: [one] }) => one?.case.caseId === swedish.caseId)?.preview
  assert.ok(refused?.kind === 'refused')
  assert.match(refused.message, /is in SEK and the payment in EUR/)
})

test('cases of two clients are not paid by one payment', async () => {
  const [mine, theirs] = [
    await world.openCase(client, { capital: 900n }),
    await world.openCase(other, { capital: 800n }),
  ]
  const found = await waiting('17.00', { text: 'for two' })
  const parts = [mine, theirs].map(({ caseId }) => ({ caseId }))
  await assert.rejects(allocateParts(ctx(), { id: found.row.id, parts }), {
    code: 'RULE',
    message: /A payment belongs to one client/,
  })
})

test('the list is paged by its last row, and money of the agency’s own accounts has no candidates', async () => {
  const first = await listWaiting(ctx(), { ...ALL, limit: 2 })
  assert.equal(first.rows.length, 2)
  const rest = await listWaiting(ctx(), { ...ALL, after: first.next ?? null })
  const all = await listWaiting(ctx(), ALL)
  assert.deepEqual([...first.rows, ...rest.rows], all.rows)
  const [oldest] = all.rows
  assert.ok(oldest)
  await assert.rejects(dismissEntry(ctx(), { entryId: oldest.id, reason: 'no' }), { code: 'RULE' })
  await assert.rejects(listWaiting(ctx(), { ...ALL, after: 'x' }), { code: 'INVALID' })
})

test('a letter that asked for exactly this speaks for its case', async () => {
  const debt = await world.openCase(client, { capital: 1_234n, dueDate: '2025-06-01' })
  await world.api.pool.query({
    text: `insert into letter (client_id, letter_id, case_id, kind, document, created_at)
           values ($1, gen_random_uuid(), $2, 'REMINDER', '{"letter": {"claim": {"total": "98765"}}}', '2026-01-15T08:00:00Z')`,
    values: [debt.clientId, debt.caseId],
  })
  const found = await waiting('987.65', { text: 'reminder', date: '2026-02-01' })
  assert.deepEqual(found.candidates[0]?.facts, [{ kind: 'LETTER_AMOUNT', letter: 'REMINDER', on: '2026-01-15' }])
})

test('money of an account that holds no client funds, and money that may be counted already, pays no case and is not returned', async () => {
  const debt = await world.openCase(client, { capital: 6_000n })
  const entries = [{ ...entryOf('ELSEWHERE', '60.00', { reference: debt.reference }) }]
  const statements = [{ id: 'ELSEWHERE', iban: 'FI9814283500171141', entries }]
  await world.take(camtFile({ format: 'camt.054.001.02', messageId: 'ELSEWHERE', statements }))
  const { rows } = await world.api.pool.query<{ id: string }>(
    `select entry_id as id from bank_entry where reason = 'OTHER_ACCOUNT'`,
  )
  const id = rows[0]?.id ?? ''
  assert.deepEqual(shown(await showWaiting(ctx(), { id })), [])
  const parts = [{ caseId: debt.caseId }]
  await assert.rejects(allocateParts(ctx(), { id, parts }), { code: 'RULE', message: /holds no client funds/ })
  await assert.rejects(orderReturn(ctx(), { id, reason: 'no' }), { code: 'RULE', message: /holds no client funds/ })
  await assert.rejects(returnPayment(ctx(), { id }), { code: 'RULE', message: /holds no client funds/ })
  await world.api.pool.query(`update bank_entry set reason = 'PERHAPS_SAME' where entry_id = $1`, [id])
  await assert.rejects(allocateParts(ctx(), { id, parts }), { code: 'RULE', message: /payment decide/ })
})
