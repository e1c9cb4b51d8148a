/** Payments find their case: by reference in any spelling, by a text, by number and amount; never by a guess. */
import { strict as assert } from 'node:assert'
import { after, before, test } from 'node:test'
import type { TestClient } from '../support/service.ts'
import { entryOf, referenceOf, startWorld, type World } from '../support/payments/world.ts'

let world: World
let client: TestClient
before(async () => {
  world = await startWorld()
  client = await world.api.createClient()
})
after(() => world.stop())

let banks = 0
const bank = () => `MATCH-${++banks}`

/** State and reason of the entry, and what it paid. */
async function outcome(name: string) {
  const entry = (await world.entries()).get(name)
  assert.ok(entry, name)
  return [entry.state, entry.reason]
}

async function paidOn(caseId: number): Promise<number> {
  const { body } = await world.payments(client)
  return body
    .filter((one) => one.caseId === caseId)
    .reduce((total, one) => Math.round(total * 100 + one.amount * 100) / 100, 0)
}

/** The RF form of a national reference. */
function rfOf(national: string): string {
  const rest = Array.from(`${national}271500`).reduce((mod, digit) => (mod * 10 + Number(digit)) % 97, 0)
  return `RF${String(98 - rest).padStart(2, '0')}${national}`
}

test('a reference in every spelling finds its case', async () => {
  const debt = await world.openCase(client, { capital: 50_000n })
  const { reference } = debt
  const grouped = reference.replace(/(\d{5})(?=\d)/g, '$1 ')
  const rf = rfOf(reference)
  const spellings = [reference, grouped, `0000${reference}`, rf, rf.replace(/(.{4})/g, '$1 ').trim(), rf.toLowerCase()]
  const names = spellings.map(bank)
  await world.pay(spellings.map((one, i) => entryOf(names[i] ?? '', '1.00', { reference: one })))
  for (const [i, name] of names.entries()) assert.deepEqual(await outcome(name), ['matched', null], spellings[i])
  assert.equal(await paidOn(debt.caseId), spellings.length)
})

test('a reference in the text, also in groups and as RF; a short one there is believed only with its amount', async () => {
  const debt = await world.openCase(client, { capital: 50_000n })
  const short = await world.openCase(client, { capital: 7_700n, reference: '1232' })
  const [plain, grouped, rf, year, exact] = [bank(), bank(), bank(), bank(), bank()]
  await world.pay([
    entryOf(plain, '1.00', { text: `viite ${debt.reference} kiitos` }),
    entryOf(grouped, '1.00', { text: debt.reference.replace(/(\d{5})(?=\d)/g, '$1 ') }),
    entryOf(rf, '1.00', {
      text: rfOf(debt.reference)
        .replace(/(.{4})/g, '$1 ')
        .trim(),
    }),
    entryOf(year, '20.00', { text: 'rent 1232' }),
    entryOf(exact, '77.00', { text: '1232' }),
  ])
  for (const name of [plain, grouped, rf, exact]) assert.deepEqual(await outcome(name), ['matched', null], name)
  assert.equal((await outcome(year))[0], 'unallocated')
  assert.equal(await paidOn(debt.caseId), 3)
  assert.equal(await paidOn(short.caseId), 77)
})

test('an invoice’s number needs its amount; also where it was written as the reference', async () => {
  const first = await world.openCase(client, { capital: 12_345n, invoiceNumber: 880_001 })
  const second = await world.openCase(client, { capital: 22_222n, invoiceNumber: 880_002 })
  const [right, wrong, given, unknown] = [bank(), bank(), bank(), bank()]
  await world.pay([
    entryOf(right, '123.45', { text: 'Invoice 880001, thank you' }),
    entryOf(wrong, '123.46', { text: 'Invoice 880002' }),
    entryOf(given, '222.22', { reference: '880002' }),
    entryOf(unknown, '5.00', { reference: '999999' }),
  ])
  assert.deepEqual(await outcome(right), ['matched', null])
  assert.deepEqual(await outcome(wrong), ['unallocated', 'AMOUNT_DIFFERS'])
  assert.deepEqual(await outcome(given), ['matched', null])
  assert.deepEqual(await outcome(unknown), ['unallocated', 'UNKNOWN_REFERENCE'])
  assert.equal((await world.statusOf(first)).closing_reason, 'PAID')
  assert.equal((await world.statusOf(second)).closing_reason, 'PAID')
})

test('a payment that fits cases of several clients, or several cases of one, waits; the amount may decide', async () => {
  const other = await world.api.createClient()
  const shared = referenceOf('55500011122')
  await world.openCase(client, { capital: 1_000n, reference: shared })
  await world.openCase(other, { capital: 2_000n, reference: shared })
  const same = referenceOf('55500011133')
  await world.openCase(client, { capital: 3_000n, reference: same })
  const named = await world.openCase(client, { capital: 4_000n, reference: same })
  await world.openCase(client, { capital: 5_000n, invoiceNumber: 881_000 })
  await world.openCase(other, { capital: 5_000n, invoiceNumber: 881_000 })
  const [clients, cases, amount, numbers] = [bank(), bank(), bank(), bank()]
  await world.pay([
    entryOf(clients, '10.00', { reference: shared }),
    entryOf(cases, '1.00', { reference: same }),
    entryOf(numbers, '50.00', { text: '881000' }),
  ])
  await world.pay([entryOf(amount, '40.00', { reference: same })])
  assert.deepEqual(await outcome(clients), ['unallocated', 'SEVERAL_CLIENTS'])
  assert.deepEqual(await outcome(cases), ['unallocated', 'SEVERAL_CASES'])
  assert.deepEqual(await outcome(numbers), ['unallocated', 'SEVERAL_CLIENTS'])
  assert.deepEqual(await outcome(amount), ['matched', null])
  assert.equal(await paidOn(named.caseId), 40)
})

test('another currency waits, and so does money out that nobody here ordered', async () => {
  const krona = await world.openCase(client, { capital: 10_000n, currency: 'SEK' })
  const [currency, debit] = [bank(), bank()]
  await world.pay([
    entryOf(currency, '100.00', { reference: krona.reference }),
    entryOf(debit, '12.00', { sign: 'DBIT', text: 'bank charges' }),
  ])
  assert.deepEqual(await outcome(currency), ['unallocated', 'CURRENCY_DIFFERS'])
  assert.deepEqual(await outcome(debit), ['unallocated', 'DEBIT_UNKNOWN'])
})

test('one payment pays several invoices by the payer’s amounts, or where the claims add up; otherwise it waits', async () => {
  const open = () => Promise.all([10_000n, 20_000n].map((capital) => world.openCase(client, { capital })))
  const [named, sums, text, differs] = [await open(), await open(), await open(), await open()]
  const names = [bank(), bank(), bank(), bank()]
  const refs = (cases: { reference: string }[], remitted?: string[]) =>
    cases.map(({ reference }, i) => ({ reference, ...(remitted === undefined ? {} : { remitted: remitted[i] ?? '' }) }))
  await world.pay([
    entryOf(names[0] ?? '', '250.00', { structured: refs(named, ['100.00', '150.00']) }),
    entryOf(names[1] ?? '', '300.00', { structured: refs(sums) }),
    entryOf(names[2] ?? '', '300.00', { text: text.map(({ reference }) => reference).join(' and ') }),
    entryOf(names[3] ?? '', '299.99', { structured: refs(differs) }),
  ])
  for (const name of names.slice(0, 3)) assert.deepEqual(await outcome(name), ['matched', null], name)
  assert.deepEqual(await outcome(names[3] ?? ''), ['unallocated', 'SUM_DIFFERS'])
  assert.deepEqual(await Promise.all(named.map(({ caseId }) => paidOn(caseId))), [100, 150])
  assert.deepEqual(await Promise.all(sums.map(({ caseId }) => paidOn(caseId))), [100, 200])
  assert.deepEqual(await Promise.all(text.map(({ caseId }) => paidOn(caseId))), [100, 200])
  const { rows } = await world.api.pool.query(
    'select 1 from payment where entry_id is not null and amount_minor = 30000',
  )
  assert.equal(rows.length, 2, 'one payment each, of two allocations')
})

test('payments of one case keep their order, however many batches are matched at once', async () => {
  const cases = await Promise.all(Array.from({ length: 30 }, () => world.openCase(client, { capital: 10_000n })))
  const paid = cases.map(({ reference }) => ({ reference, refs: [bank(), bank(), bank()] as const }))
  await world.pay(
    (['30.00', '80.00', '5.00'] as const).flatMap((amount, i) =>
      paid.map(({ refs, reference }) => entryOf(refs[i] ?? '', amount, { reference })),
    ),
  )
  for (const { refs } of paid)
    assert.deepEqual(await Promise.all(refs.map(outcome)), [
      ['matched', null],
      ['matched', 'OVERPAYMENT'],
      ['matched', 'CASE_CLOSED'],
    ])
})

test('overpayments, partial payments and payments of closed cases are matched', async () => {
  const debt = await world.openCase(client, { capital: 10_000n })
  const [part, over, late] = [bank(), bank(), bank()]
  await world.pay([
    entryOf(part, '30.00', { reference: debt.reference }),
    entryOf(over, '80.00', { reference: debt.reference }),
    entryOf(late, '5.00', { reference: debt.reference }),
  ])
  assert.deepEqual(await outcome(part), ['matched', null])
  assert.deepEqual(await outcome(over), ['matched', 'OVERPAYMENT'])
  assert.deepEqual(await outcome(late), ['matched', 'CASE_CLOSED'])
  assert.equal(await paidOn(debt.caseId), 100)
  assert.equal((await world.statusOf(debt)).closing_reason, 'PAID')
  const held = await world.api.pool.query<{ held: string }>(
    `select sum(unallocated_minor)::text as held from payment where client_id = $1`,
    [client.clientIdentifier],
  )
  const journal = await world.balance('UNALLOCATED', { clientId: client.clientIdentifier, caseId: 0 })
  assert.equal(-journal, BigInt(held.rows[0]?.held ?? 0))
})
