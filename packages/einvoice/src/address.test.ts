import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addressFault, electronicAddress } from '@saatava/core/electronic-address.ts'
import type { Receiver } from './model/document.ts'
import { einvoiceAddressFault } from './address.ts'
import { einvoiceAddressing } from './addressing.ts'
import { ADDRESSING, buyerIn, type DocumentInput, documentOf, exempt } from '../test/examples.ts'
import { einvoiceFormat } from './format.ts'
import { codesOfRule, schemasAbsent } from '../test/schemas.ts'
import { UNIT_CODES } from './unit-codes.ts'
import { unitCode } from './units.ts'

const OWN = { address: '003701120389', intermediatorId: '003721291126', intermediatorName: 'Test Operator Oy' }

function to(country: 'FI' | 'SE' | 'NO' | 'DK', change: Partial<Record<keyof Receiver, unknown>> = {}): DocumentInput {
  const buyer = Object.fromEntries(
    Object.entries({ ...buyerIn(country), ...change }).filter(([, value]) => value !== undefined),
  )
  return { buyer: buyer as unknown as Receiver }
}

function fault(input: DocumentInput, own: typeof OWN | Record<string, string> = OWN): [string, string] | undefined {
  const found = einvoiceAddressFault(documentOf(input), own)
  return found === undefined ? undefined : [found.code, found.pointer]
}

test('an address is an OVT, an IBAN, or a participant', () => {
  assert.deepEqual(electronicAddress('0037 01120389'), { kind: 'OVT', value: '003701120389' })
  assert.deepEqual(electronicAddress('00370112038900001'), { kind: 'OVT', value: '00370112038900001' })
  assert.equal(electronicAddress('003701120389000012').kind, 'OTHER')
  assert.deepEqual(electronicAddress('fi58 1017 1000 0001 22'), { kind: 'IBAN', value: 'FI5810171000000122' })
  assert.deepEqual(electronicAddress('0192:974760673'), { kind: 'PARTICIPANT', scheme: '0192', value: '974760673' })
  assert.deepEqual(electronicAddress('iso6523-actorid-upis::0088:7300010000001').scheme, '0088')
  assert.equal(electronicAddress('hello').kind, 'OTHER')
})

test('the recipient’s address chooses the format', () => {
  const format = (input: DocumentInput) => einvoiceFormat(documentOf(input))
  assert.equal(format(to('FI')), 'FINVOICE')
  assert.equal(format(to('FI', { address: undefined, electronicInvoiceAccount: undefined })), 'FINVOICE')
  assert.equal(format(to('SE')), 'UBL')
  assert.equal(
    format(to('FI', { electronicInvoiceAccount: '0216:003701120389', electronicRoutingAddress: undefined })),
    'UBL',
  )
  assert.equal(
    format(to('FI', { electronicInvoiceAccount: '0216:003701120389', electronicRoutingAddress: 'PEPPOL' })),
    'UBL',
  )
  assert.equal(format(to('FI', { electronicInvoiceAccount: '0216:003701120389' })), 'FINVOICE')
  assert.equal(
    format(to('SE', { electronicInvoiceAccount: '003701120389', electronicRoutingAddress: 'DABAFIHH' })),
    'FINVOICE',
  )
})

test('a Finnish address needs its operator, and both their forms', () => {
  const buyer = '/invoice/parties/buyerParty'
  assert.equal(fault(to('FI')), undefined)
  assert.equal(
    fault(to('FI', { electronicInvoiceAccount: 'FI5810171000000122', electronicRoutingAddress: 'NDEAFIHH' })),
    undefined,
  )
  const without = to('FI', { electronicInvoiceAccount: undefined })
  assert.deepEqual(fault(without), ['EINVOICE_ADDRESS_MISSING', `${buyer}/electronicInvoiceAccount`])
  const wrong = to('FI', { electronicInvoiceAccount: 'FI2112345600000786' })
  assert.deepEqual(fault(wrong), ['EINVOICE_ADDRESS_INVALID', `${buyer}/electronicInvoiceAccount`])
  const alone = to('FI', { electronicRoutingAddress: undefined })
  assert.deepEqual(fault(alone), ['EINVOICE_OPERATOR_MISSING', `${buyer}/electronicRoutingAddress`])
  const odd = to('FI', { electronicRoutingAddress: 'x'.repeat(36) })
  assert.deepEqual(fault(odd), ['EINVOICE_OPERATOR_INVALID', `${buyer}/electronicRoutingAddress`])
  const recipient = { ...buyerIn('FI'), electronicRoutingAddress: '1' }
  assert.equal(fault({ recipient })?.[1], '/invoice/parties/invoiceRecipientParty/electronicRoutingAddress')
})

test('an operator is named by whatever code the Finnish registry lists', () => {
  const codes = '003721291126 NDEAFIHH E204503 885790000000418 5909000716438 885060259470028 FI28768767'.split(' ')
  const names = 'INEXCHANGE UTMOST PALETTE ROUTTY EXPSYS CREDIFLOW'.split(' ')
  for (const code of [...codes, ...names]) {
    const document = documentOf(to('FI', { electronicRoutingAddress: code }))
    assert.equal(einvoiceAddressFault(document, { ...OWN, intermediatorId: code }), undefined, code)
    const { to: receiver, from } = einvoiceAddressing(document, { ...OWN, intermediatorId: code }, ADDRESSING)
    assert.deepEqual([receiver.intermediatorId, from.intermediatorId], [code, code])
  }
  const lower = documentOf(to('FI', { electronicRoutingAddress: 'ndeafihh' }))
  assert.equal(einvoiceAddressing(lower, OWN, ADDRESSING).to.intermediatorId, 'NDEAFIHH')
})

test('an address of a retired or unknown scheme, or with a wrong check digit, is refused', () => {
  const wrong = [
    '0037:003702012566',
    '0213:FI02012566',
    '0212:0201256-6',
    '0215:003702012566',
    '1234:xyz',
    '0192:923609017',
    '0007:5560360794',
    '0184:13585629',
    '0088:1234567890123',
    '0216:003702012567',
    '0208:0123456789',
    '0009:12345678901234',
    '003702012567',
  ]
  for (const account of wrong) {
    const got = fault(to('SE', { electronicInvoiceAccount: account }))
    assert.deepEqual(got?.[0], 'EINVOICE_ADDRESS_INVALID', account)
    const own = fault(to('SE'), { ...OWN, address: account })
    // The check digit of the client's own OVT was examined when the client was onboarded, by IDENTIFIER_CHECKS.
    const expected = /^0037/.test(account) && !account.includes(':') ? undefined : 'EINVOICE_ADDRESS_INVALID'
    assert.equal(own?.[0], expected, account)
    if (own !== undefined) assert.equal(own[1], '/channels/einvoice/address')
  }
  const right = ['0216:003702012566', '0192:974760673', '0007:556036-0793', '0184:13585628', '9930:DE136695976']
  for (const account of right) assert.equal(fault(to('SE', { electronicInvoiceAccount: account })), undefined, account)
  const { message } = einvoiceAddressFault(documentOf(to('SE', { electronicInvoiceAccount: wrong[0] })), OWN) ?? {}
  assert.match(message ?? '', /0216:003702012566/)
})

test('an e-invoice without amounts, or whose buyer’s country nobody knows, is refused', () => {
  const { address: _address, vatCode: _vatCode, ...nowhere } = buyerIn('SE')
  const account = { electronicInvoiceAccount: '0007:5560360793' }
  assert.equal(fault({ buyer: { ...nowhere, ...account } })?.[0], 'EINVOICE_BUYER_COUNTRY_MISSING')
  assert.equal(fault({ buyer: { ...nowhere, ...account, vatCode: 'SE556036079301' } }), undefined)
  assert.equal(fault({ ...to('FI'), vatLines: [] })?.[0], 'EINVOICE_AMOUNTS_MISSING')
  assert.equal(fault({ ...to('SE'), vatLines: [] })?.[0], 'EINVOICE_AMOUNTS_MISSING')
})

test('the client’s own address and operator are asked for', () => {
  assert.deepEqual(fault(to('FI'), {}), ['EINVOICE_SENDER_MISSING', '/channels/einvoice/intermediatorId'])
  assert.equal(fault(to('FI'), { intermediatorId: OWN.intermediatorId }), undefined)
  assert.deepEqual(fault(to('FI'), { ...OWN, address: 'x' }), [
    'EINVOICE_ADDRESS_INVALID',
    '/channels/einvoice/address',
  ])
  assert.deepEqual(fault(to('FI'), { ...OWN, intermediatorId: 'x' }), [
    'EINVOICE_OPERATOR_INVALID',
    '/channels/einvoice/intermediatorId',
  ])
  assert.equal(fault(to('NO'), {}), undefined)
})

test('content that a format cannot hold is reported before an e-invoice is written', () => {
  assert.equal(fault({ ...to('FI'), number: '123456789012345678901' })?.[0], 'EINVOICE_NUMBER_TOO_LONG')
  assert.equal(fault({ ...to('FI'), payment: { accounts: [] } })?.[0], 'EINVOICE_ACCOUNT_MISSING')
  assert.equal(fault({ ...to('NO'), type: 'REMINDER' })?.[0], 'EINVOICE_TYPE_UNKNOWN')
  assert.equal(fault({ ...to('FI'), type: 'REMINDER' }), undefined)
  assert.equal(
    fault({ ...to('NO'), rows: [exempt('O'), { name: 'x', quantity: '1', unitPrice: '1' }] })?.[0],
    'EINVOICE_VAT_MIXED',
  )
  assert.equal(fault({ ...to('NO'), rows: [{ ...exempt('AE'), vatPercentage: 25.5 }] })?.[0], 'EINVOICE_VAT_CATEGORY')
  assert.equal(fault({ ...to('NO'), rows: [{ ...exempt('S') }] })?.[0], 'EINVOICE_VAT_CATEGORY')
  assert.equal(fault({ ...to('NO', { vatCode: undefined }), rows: [exempt('K')] })?.[0], 'EINVOICE_VAT_NUMBER_MISSING')
  assert.equal(fault({ ...to('NO', { vatCode: undefined }), rows: [exempt('AE')] }), undefined)
  const seller = { name: 'Test Company Oy', businessId: '0112038-9' }
  assert.equal(fault({ ...to('NO'), seller, rows: [exempt('G')] })?.[1], '/invoice/parties/sellerParty/vatCode')
  assert.equal(fault(to('NO', { businessId: undefined }))?.[0], 'EINVOICE_ADDRESS_MISSING')
})

test('addressing splits schemes from values, and falls back on registers', () => {
  const { from, to: receiver } = einvoiceAddressing(documentOf(to('NO')), {}, ADDRESSING)
  assert.deepEqual(from, { id: '003701120389', scheme: '0216', intermediatorId: '', name: 'Test Company Oy' })
  assert.deepEqual(receiver, { id: '974760673', scheme: '0192', intermediatorId: '', name: 'Test Customer Oy' })
  const finnish = einvoiceAddressing(documentOf(to('FI')), OWN, ADDRESSING)
  assert.deepEqual(finnish.from, { id: OWN.address, intermediatorId: OWN.intermediatorId, name: 'Test Company Oy' })
})

test('units are read as people write them', () => {
  const codes = {
    kpl: 'C62',
    Kpl: 'C62',
    'kpl.': 'C62',
    st: 'C62',
    stk: 'C62',
    h: 'HUR',
    tunti: 'HUR',
    t: 'HUR',
    kg: 'KGM',
    pv: 'DAY',
    dag: 'DAY',
    kk: 'MON',
    H87: 'H87',
  }
  for (const [unit, code] of Object.entries(codes)) assert.deepEqual(unitCode(unit), { code, known: true }, unit)
  assert.deepEqual(unitCode('laatikko'), { code: 'C62', known: false })
  assert.deepEqual(unitCode(undefined), { code: 'C62', known: true })
})

test('every unit that is a code already goes through', () => {
  assert.equal(UNIT_CODES.size, 2162)
  for (const code of UNIT_CODES) assert.deepEqual(unitCode(code), { code, known: true })
})

test('units and address schemes are those of EN 16931', { skip: schemasAbsent }, () => {
  assert.deepEqual([...UNIT_CODES], codesOfRule('BR-CL-23'))
  const retired = ['0037', '0212', '0213', '0215']
  for (const scheme of codesOfRule('BR-CL-25').filter((code) => /^\d{4}$/.test(code))) {
    const unknown = /not in the list|not in use/.test(addressFault(`${scheme}:1`) ?? '')
    assert.equal(unknown, retired.includes(scheme), scheme)
  }
})
