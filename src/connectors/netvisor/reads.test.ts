/** A voucher that is not surely absent is never taken for absent: that would send money twice. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  paymentPayloadExample as payment,
  ledgerPayloadExample as ledger,
} from '../../../test/support/connectors/netvisor/examples.ts'
import { okAnswer, openCanned, signal } from '../../../test/support/connectors/netvisor/world.ts'

const TYPES = okAnswer(
  '<VoucherTypes><VoucherType><Abbreviation>ML</Abbreviation><Name>Myyntilasku</Name></VoucherType></VoucherTypes>',
)
const row = (key: number, more: Record<string, string> = {}) => {
  const fields = { Name: 'Matti Meikäläinen', Date: '2026-02-25', Sum: '110,00', InvoiceNumber: '133720800', ...more }
  return `<SalesPayment><NetvisorKey>${key}</NetvisorKey>${Object.entries(fields)
    .map(([name, text]) => `<${name}>${text}</${name}>`)
    .join('')}</SalesPayment>`
}

async function foundAmong(rows: string, document: Partial<typeof payment> = {}): Promise<string[]> {
  const list = okAnswer(`<SalesPaymentList>${rows}</SalesPaymentList>`)
  const canned = await openCanned({ 'salespaymentlist.nv': list })
  try {
    const [planned] = await canned.session.plan({ ...payment, ...document })
    assert.ok(planned)
    return (await canned.session.find(planned, signal)).map((found) => found.remoteId)
  } finally {
    await canned.close()
  }
}

test('a payment kept without a target, because its invoice was paid already, is found', async () => {
  assert.deepEqual(await foundAmong(row(1, { InvoiceNumber: '' })), ['1'])
  assert.deepEqual(await foundAmong(row(1, { InvoiceNumber: '', Name: 'Someone Else' })), [])
})

test('another day, sum or invoice is another payment', async () => {
  assert.deepEqual(await foundAmong(row(1, { Date: '2026-02-26' })), [])
  assert.deepEqual(await foundAmong(row(1, { Sum: '110,01' })), [])
  assert.deepEqual(await foundAmong(row(1, { InvoiceNumber: '133720801' })), [])
  assert.deepEqual(await foundAmong(''), [])
})

test('the payer decides between equal payments; one shown under another name is still found', async () => {
  assert.deepEqual(await foundAmong(row(1, { Name: 'Customer Oy' })), ['1'])
  assert.deepEqual(await foundAmong(row(1, { Name: 'Customer Oy' }) + row(2)), ['2'])
  assert.deepEqual(await foundAmong(row(1) + row(2)), ['1', '2'])
})

test('by reference: zeros and spaces do not matter, another reference does', async () => {
  const byReference = { targetIdentifier: 'reference', paymentReference: '1337109' } as const
  assert.deepEqual(await foundAmong(row(1, { ReferenceNumber: '00 13371 09' }), byReference), ['1'])
  assert.deepEqual(await foundAmong(row(1, { ReferenceNumber: '13', InvoiceNumber: '' }), byReference), [])
})

test('in another currency the sum sent stands beside the sum in euros', async () => {
  assert.deepEqual(await foundAmong(row(1, { Sum: '9,90', ForeignCurrencyAmount: '110,00' }), { currency: 'SEK' }), [
    '1',
  ])
})

for (const [what, answer] of [
  ['half an answer', okAnswer('<Vouchers><Voucher/></Vouchers>').slice(0, -12)],
  ['an answer without the list', okAnswer('')],
  ['an answer without a status', '<Root><Vouchers/></Root>'],
  ['a page', '<html><body>Maintenance</body></html>'],
  [
    'an amount that cannot be read',
    okAnswer(
      '<Vouchers><Voucher><VoucherDate>2025-12-12</VoucherDate><VoucherLine><LineSum>a</LineSum></VoucherLine></Voucher></Vouchers>',
    ),
  ],
] as const) {
  test(`${what} is tried again, and never means "not there"`, async () => {
    const canned = await openCanned({ 'vouchertypelist.nv': TYPES, 'accountingledger.nv': answer })
    const [planned] = await canned.session.plan(ledger)
    assert.ok(planned)
    await assert.rejects(canned.session.find(planned, signal), { name: 'ConnectorError', kind: 'temporary' })
    await canned.close()
  })
}

test('an invalidated voucher does not stand there; one in small letters without a status does', async () => {
  const voucher = (marker: string, status: string) =>
    `<voucher${status}><netvisorkey>5</netvisorkey><voucherdate>12.12.2025</voucherdate><voucherdescription>${marker} 1001</voucherdescription></voucher>`
  for (const [status, found] of [
    [' status="deleted"', 0],
    [' status="invalidated"', 0],
    [' status="valid"', 1],
    ['', 1],
  ] as const) {
    const answers: Record<string, string> = { 'vouchertypelist.nv': TYPES }
    const canned = await openCanned(answers)
    const [planned] = await canned.session.plan(ledger)
    assert.ok(planned)
    answers['accountingledger.nv'] = okAnswer(`<vouchers>${voucher(planned.marker, status)}</vouchers>`)
    assert.equal((await canned.session.find(planned, signal)).length, found)
    await canned.close()
  }
})

test('an acceptance without an identifier is searched for', async () => {
  const canned = await openCanned({ 'salespayment.nv': okAnswer('') })
  const [planned] = await canned.session.plan(payment)
  assert.ok(planned)
  await assert.rejects(canned.session.send(planned, signal), { kind: 'ambiguous', code: 'NO_IDENTIFIER' })
  await canned.close()
})
