/** Letters of cases go out: by mail and print house, once, by the fallback where one fails, and never charged unsent. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { archived } from '../../src/archive/archived.ts'
import { takeDueSteps } from '../../src/dunning/engine/take-due-steps.ts'
import { absent, scanned, textOf } from '../support/documents/pdf-tools.ts'
import { readFinnishBarcode } from '@saatava/core/barcode/finnish.ts'
import { retryDelivery } from '../../src/distribution/retry-delivery.ts'
import { booksOf } from '../support/distribution/books.ts'
import { type InvoiceClient, type InvoiceOverrides, invoiceClient } from '../support/invoices.ts'
import { type TestService, testService } from '../support/service.ts'
import { until } from '../support/until.ts'
import { act, atNoon, balances, caseOf, someCase } from '../support/cases/cases.ts'

const BEFORE_DUE = '2026-01-20'
/** Long enough after 2026-01-29 for a first reminder, too early for a second one. */
const REMINDED = '2026-02-14'
const NO_EMAIL = { contact: {} }

let api: TestService
let client: InvoiceClient

before(async () => {
  api = await testService({ distributionPollMs: 200, printRunSeconds: 1, distributionLeaseSeconds: 1 })
  atNoon(api, BEFORE_DUE)
  client = await invoiceClient(api)
})
after(() => api.stop())

interface Delivery {
  deliveryId: string
  letterId: string
  channel: 'EMAIL' | 'PRINT'
  state: string
  code: string | null
}

async function deliveriesOf(caseId: number): Promise<Delivery[]> {
  const { rows } = await api.pool.query<Delivery>({
    text: `select delivery_id as "deliveryId", letter_id as "letterId", channel, state, failure_code as code
           from delivery join letter using (client_id, letter_id) where case_id = $1 order by letter.created_at, rank`,
    values: [caseId],
  })
  return rows
}

function ways(deliveries: Delivery[]): string {
  return deliveries.map(({ channel, state }) => `${channel} ${state}`).join(', ')
}

/** Until the letter's deliveries look so: "EMAIL sent, PRINT waiting". */
function letterGoes(caseId: number, wanted: string): Promise<Delivery[]> {
  return until(
    `letter of ${caseId}: ${wanted}`,
    () => deliveriesOf(caseId),
    (deliveries) => ways(deliveries) === wanted,
  )
}

async function reminded(overrides: InvoiceOverrides = {}): Promise<{ caseId: number; invoiceNumber: number }> {
  atNoon(api, BEFORE_DUE)
  const opened = await someCase(api, client, overrides)
  atNoon(api, REMINDED)
  return opened
}

async function kindsOf(caseId: number): Promise<string[]> {
  return (await caseOf(api, client, { caseId })).events.map(({ kind }) => kind)
}

async function typesOf(caseId: number): Promise<string[]> {
  const { rows } = await api.pool.query<{ type: string }>({
    text: 'select type from event where client_id = $1 and subject = $2 order by event_id',
    values: [client.clientIdentifier, `case:${caseId}`],
  })
  return rows.map(({ type }) => type)
}

async function pdfOf(letterId: string): Promise<Buffer> {
  const { rows } = await api.pool.query<{ hash: Buffer }>('select hash from letter where letter_id = $1', [letterId])
  const [row] = rows
  assert.ok(row?.hash)
  const kept = await archived(api.service.platform, api.service.platform.pool, client.clientIdentifier, row.hash)
  return kept?.bytes ?? assert.fail('the letter is archived')
}

async function arrivals({ deliveryId, channel }: Delivery): Promise<number> {
  return (await booksOf(api.origin))[channel].get(deliveryId) ?? 0
}

test('a reminder goes by email, once; it is charged, archived, and nothing of the invoice’s own way is touched', async () => {
  const { caseId, invoiceNumber } = await reminded()
  const [mail] = await letterGoes(caseId, 'EMAIL sent, PRINT waiting')
  assert.ok(mail)
  assert.equal(await arrivals(mail), 1)
  const { RECEIVABLE_FEES: fees = '0', RECEIVABLE_CAPITAL: capital } = await balances(api, caseId)
  assert.equal(capital, '12550')
  assert.ok(BigInt(fees) > 0n)
  const kinds = await kindsOf(caseId)
  assert.equal(kinds.filter((kind) => kind === 'STEP_TAKEN').length, 1)
  assert.equal(kinds.filter((kind) => kind === 'LETTER_SENT').length, 1)
  assert.ok((await typesOf(caseId)).includes('case.letter.sent'))
  const invoice = (await client.get(invoiceNumber)).body
  assert.deepEqual([invoice.status, invoice.deliveries], ['INVOICED', []])
  const { rows } = await api.pool.query(
    'select outcome, sent_at from distribution_record where client_id = $1 and invoice_number = $2',
    [client.clientIdentifier, invoiceNumber],
  )
  assert.deepEqual(rows, [{ outcome: 'NONE', sent_at: null }])
})

test('the PDF of a reminder shows the claim of the journal, in words and in codes', {
  skip: absent('pdftotext', 'pdftoppm', 'zbarimg'),
}, async () => {
  const { caseId } = await reminded()
  const [mail] = await letterGoes(caseId, 'EMAIL sent, PRINT waiting')
  const pdf = await pdfOf(mail?.letterId ?? '')
  const owed = Object.entries(await balances(api, caseId))
    .filter(([account]) => account.startsWith('RECEIVABLE_'))
    .reduce((sum, [, balance]) => sum + BigInt(balance), 0n)
  const bars = scanned(pdf).find(({ text }) => /^\d{54}$/.test(text))
  const read = readFinnishBarcode(bars?.text ?? '')
  assert.equal(read?.payable, owed)
  assert.match(textOf(pdf), new RegExp(`${String(owed / 100n)}[,.]${String(owed % 100n).padStart(2, '0')}`))
})

test('without an email it is printed and delivered', async () => {
  const { caseId } = await reminded({ buyer: NO_EMAIL })
  const [letter] = await letterGoes(caseId, 'PRINT delivered')
  assert.ok(letter)
  assert.equal(await arrivals(letter), 1)
  assert.ok((await kindsOf(caseId)).includes('LETTER_DELIVERED'))
})

test('a mail that bounces is followed by paper', async () => {
  const { caseId } = await reminded({ buyer: { contact: { email: 'bounce.1@example.com' } } })
  const [mail, letter] = await letterGoes(caseId, 'EMAIL failed, PRINT delivered')
  assert.ok(mail && letter)
  assert.deepEqual([await arrivals(mail), await arrivals(letter)], [1, 1])
  assert.ok(!(await kindsOf(caseId)).includes('LETTER_UNDELIVERED'))
})

test('the case and the partner learn of a letter that reaches nobody; the invoice stays as it was', async () => {
  const address = { street: 'Moved away 1', postalCode: '00100', postalDistrict: 'HELSINKI', countryCode: 'FI' }
  const { caseId, invoiceNumber } = await reminded({ buyer: { contact: { email: 'reject.1@example.com' }, address } })
  await letterGoes(caseId, 'EMAIL failed, PRINT failed')
  const kinds = await kindsOf(caseId)
  assert.equal(kinds.filter((kind) => kind === 'LETTER_UNDELIVERED').length, 1)
  assert.ok((await typesOf(caseId)).includes('case.letter.undelivered'))
  assert.equal((await client.get(invoiceNumber)).body.status, 'INVOICED')
})

test('a letter that never left costs the debtor nothing; one that came back keeps its fee', async () => {
  const paperless = { street: 'Testikuja 8', countryCode: 'FI' }
  const never = await reminded({ buyer: { contact: { email: 'reject.2@example.com' }, address: paperless } })
  const [unsent] = await letterGoes(never.caseId, 'EMAIL failed')
  await assert.rejects(retryDelivery(api.ctx(), unsent?.deliveryId ?? ''), /never sent/)
  const { RECEIVABLE_FEES: waived, CLAIMS_OF_AGENCY: claimed } = await balances(api, never.caseId)
  assert.deepEqual([waived, claimed], [undefined, undefined])
  assert.ok((await kindsOf(never.caseId)).includes('FEE_WAIVED'))
  const back = await reminded({ buyer: { contact: { email: 'bounce.2@example.com' }, address: paperless } })
  await letterGoes(back.caseId, 'EMAIL failed')
  assert.ok((await kindsOf(back.caseId)).includes('LETTER_UNDELIVERED'))
  assert.ok(BigInt((await balances(api, back.caseId))['RECEIVABLE_FEES'] ?? 0) > 0n)
})

test('a letter that has failed is begun again as that letter, and not as its invoice', async () => {
  const { caseId, invoiceNumber } = await reminded({
    buyer: { contact: { email: 'bounce.3@example.com' }, address: { street: 'Testikuja 8', countryCode: 'FI' } },
  })
  const [failed] = await letterGoes(caseId, 'EMAIL failed')
  const { deliveryId } = await retryDelivery(api.ctx(), failed?.deliveryId ?? '')
  const all = await letterGoes(caseId, 'EMAIL failed, EMAIL failed')
  const again = all.find((one) => one.deliveryId === deliveryId)
  assert.notEqual(deliveryId, failed?.deliveryId)
  assert.equal(again?.letterId, failed?.letterId)
  assert.deepEqual((await client.get(invoiceNumber)).body.deliveries, [])
})

test('without any channel nothing is charged and the case waits; a new email address lets it continue', async () => {
  const { caseId } = await reminded({
    buyer: {
      ...NO_EMAIL,
      // Another debtor than that of the other tests, whose letters would go to the new address too.
      businessId: '1572860-0',
      address: { street: 'Testikuja 8', countryCode: 'FI' },
    },
  })
  await until(
    'suspended',
    () => caseOf(api, client, { caseId }),
    ({ summary }) => summary.status === 'SUSPENDED',
  )
  assert.deepEqual(await deliveriesOf(caseId), [])
  assert.equal((await balances(api, caseId))['RECEIVABLE_FEES'], undefined)
  const kinds = await kindsOf(caseId)
  assert.ok(kinds.includes('LETTER_NOT_SENT') && !kinds.includes('STEP_TAKEN'), kinds.join(', '))
  await act(api, client, caseId, { code: 'EMAIL', data: { email: 'matti@example.com' } })
  await letterGoes(caseId, 'EMAIL sent')
  assert.ok(BigInt((await balances(api, caseId))['RECEIVABLE_FEES'] ?? 0) > 0n)
  assert.equal((await caseOf(api, client, { caseId })).summary.status, 'OPEN')
})

/** Leaves a delivery as a worker does that dies after sending, before it has recorded the outcome. */
async function forget({ deliveryId }: Delivery): Promise<void> {
  await api.pool.query({
    text: `update delivery set state = 'sending', sent_at = null, delivered_at = null, next_attempt_at = '2020-01-01', lease_owner = gen_random_uuid(),
             lease_until = clock_timestamp() - interval '1 second' where delivery_id = $1`,
    values: [deliveryId],
  })
}

test('a worker that dies in between sends no letter twice', async () => {
  const printed = await reminded({ buyer: NO_EMAIL })
  const [letter] = await letterGoes(printed.caseId, 'PRINT delivered')
  assert.ok(letter)
  const pdf = await pdfOf(letter.letterId)
  await forget(letter)
  await letterGoes(printed.caseId, 'PRINT sent')
  assert.equal(await arrivals(letter), 1)
  assert.deepEqual(await pdfOf(letter.letterId), pdf)
  const mailed = await reminded()
  const [mail] = await letterGoes(mailed.caseId, 'EMAIL sent, PRINT waiting')
  assert.ok(mail)
  await forget(mail)
  await letterGoes(mailed.caseId, 'EMAIL unknown, PRINT waiting')
  assert.equal(await arrivals(mail), 1)
})

test('engines side by side make one letter of a step', async () => {
  atNoon(api, BEFORE_DUE)
  const cases = await Promise.all(Array.from({ length: 12 }, () => someCase(api, client, { buyer: NO_EMAIL })))
  atNoon(api, REMINDED)
  await Promise.all(Array.from({ length: 4 }, () => takeDueSteps(api.ctx())))
  for (const { caseId } of cases) {
    const deliveries = await letterGoes(caseId, 'PRINT delivered')
    assert.equal(deliveries.length, 1)
    assert.equal((await kindsOf(caseId)).filter((kind) => kind === 'STEP_TAKEN').length, 1)
  }
})
