/** Tests the stand-in alone: the checks of Netvisor, and books that survive a restart. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import iconv from 'iconv-lite'
import { LINES, lineXml, paymentXml, start, voucherXml } from '../../../test/support/simulators/netvisor/world.ts'

const FAILED = (code: string) => new RegExp(`<Status>FAILED</Status><Status>${code} :: `)

void test('all three algorithms prove the caller, and the error about a wrong MAC names the expected one', async (context) => {
  const { call } = await start(context)
  for (const algorithm of ['HMACSHA256', 'SHA256', 'MD5'] as const) {
    assert.match((await call('vouchertypelist.nv', undefined, { algorithm })).text, /<Status>OK<\/Status>/)
  }
  const wrong = await call('vouchertypelist.nv?a=%C3%A4', undefined, { customerKey: 'wrong' })
  assert.equal(wrong.status, 200)
  assert.match(wrong.text, FAILED('AUTHENTICATION_FAILED'))
  assert.match(wrong.text, /vouchertypelist\.nv\?a=%C3%A4&amp;Test&amp;.*\[CustomerKey\]&amp;\[PartnerKey\]/)
  const refused = [
    { customerId: 'someone' },
    { organisationId: '1111111-1' },
    { at: new Date(Date.now() - 16 * 60_000) },
    { at: new Date(Date.now() + 16 * 60_000) },
    { headers: { 'X-Netvisor-Authentication-MACHashCalculationAlgorithm': 'ROT13' } },
    { headers: { 'X-Netvisor-Authentication-MAC': '' } },
  ]
  for (const changes of refused) {
    const { text } = await call('vouchertypelist.nv', undefined, changes)
    assert.match(text, FAILED('AUTHENTICATION_FAILED'), JSON.stringify(changes))
  }
  const headers = { 'X-Netvisor-Authentication-UseHTTPResponseStatusCodes': '1' }
  assert.equal((await call('vouchertypelist.nv', undefined, { customerKey: 'wrong', headers })).status, 401)
})

void test('the keys of the documentation are known', async (context) => {
  const { call } = await start(context)
  const { text } = await call('vouchertypelist.nv', undefined, {
    customerId: 'Integraatiokayttajan tunnus',
    customerKey: '7cd680e89e880553358bc07cd28b0ee2',
    partnerKey: '07f94228d149a96b2f25e3edad55096e',
    organisationId: '1967543-8',
  })
  assert.match(text, /<Abbreviation>ML<\/Abbreviation><Name>Myyntilasku<\/Name>/)
})

void test('a request id is taken once, whatever the outcome of the request', async (context) => {
  const { call, inspect } = await start(context)
  assert.match((await call('accounting.nv', voucherXml(), { transactionId: 'one' })).text, /InsertedDataIdentifier/)
  const again = await call('accounting.nv', voucherXml(), { transactionId: 'one' })
  assert.match(again.text, FAILED('REQUEST_NOT_UNIQUE'))
  const { vouchers, replays } = await inspect()
  assert.deepEqual([vouchers.length, replays], [1, 1])
})

void test('a company may send one request at a time', async (context) => {
  const { call, set, inspect } = await start(context)
  await set({ latencyMs: 150 })
  const both = await Promise.all([call('accounting.nv', voucherXml()), call('accounting.nv', voucherXml())])
  const refused = both.filter(({ text }) => FAILED('TECHNICAL_ERROR').test(text))
  assert.equal(refused.length, 1)
  assert.match(refused[0]?.text ?? '', /another request of this company is under way/)
  const { vouchers, overlaps } = await inspect()
  assert.deepEqual([vouchers.length, overlaps], [1, 1])
  assert.match((await call('accounting.nv', voucherXml())).text, /<Status>OK/)
})

void test('a voucher is checked element by element', async (context) => {
  const { call, set, inspect } = await start(context)
  await set({ missingAccounts: ['3001'], closedBefore: '2026-01-01' })
  const credit = (vat: string) => lineXml('100', '1701') + lineXml('-100', '3000', vat)
  const cases: [string, string, RegExp][] = [
    ['<root><voucher>', 'INVALID_DATA', /not well-formed/],
    ['<!DOCTYPE root><root/>', 'INVALID_DATA', /document type/],
    ['<root />', 'INVALID_DATA', /voucher is missing/],
    [voucherXml(LINES, { mode: 'both' }), 'INVALID_DATA', /net or gross/],
    [voucherXml(LINES, { date: '2026-02-30' }), 'INVALID_DATA', /voucherdate/],
    [voucherXml(LINES, { date: '2025-12-31' }), 'PERIOD_LOCK', /2025-12-31/],
    [voucherXml(LINES, { head: '<voucherclass>ML</voucherclass>' }), 'INVALID_DATA', /no voucher type named ML/],
    [voucherXml(LINES, { head: '' }), 'INVALID_DATA', /voucherclass is missing/],
    [voucherXml(`${LINES}<voucherclass>Muut</voucherclass>`, { head: '' }), 'INVALID_DATA', /must stand before/],
    [voucherXml(`<surprise>1</surprise>${LINES}`), 'INVALID_DATA', /no element surprise/],
    [
      voucherXml(LINES, { head: `<description>${'x'.repeat(256)}</description><voucherclass>Muut</voucherclass>` }),
      'INVALID_DATA_SIZE',
      /256/,
    ],
    [voucherXml(lineXml('1', '1701') + lineXml('-2', '3000')), 'INVALID_DATA', /sum to -1\.00/],
    [voucherXml(lineXml('0', '1701')), 'INVALID_DATA', /no debit/],
    [voucherXml(lineXml('1.001', '1701')), 'INVALID_DATA', /two decimals/],
    [voucherXml(lineXml('1', '1701') + lineXml('-1', '3001')), 'INVALID_DATA', /account 3001/],
    [voucherXml(lineXml('1', '1701') + lineXml('-1', '999')), 'INVALID_DATA', /account 999/],
    [voucherXml(lineXml('1', '1701', undefined, 'gross')), 'INVALID_DATA', /linesum is gross/],
    [voucherXml(credit('vatcode="KOMY">26')), 'INVALID_DATA', /KOMY does not go with 26/],
    [voucherXml(credit('vatcode="NONE">24')), 'INVALID_DATA', /NONE does not go with 24/],
    [voucherXml(credit('vatcode="ABC">24')), 'INVALID_DATA', /ABC does not exist/],
  ]
  for (const [xml, code, words] of cases) {
    const { text } = await call('accounting.nv', xml)
    assert.match(text, FAILED(code), xml)
    assert.match(text, words)
  }
  assert.equal((await inspect()).vouchers.length, 0)
  assert.match((await call('accounting.nv', voucherXml(credit('vatcode="KOMY">13,5')))).text, /<Status>OK/)
  await set({})
  const early = voucherXml(credit('vatcode="KOMY">13,5'), { date: '2025-12-31' })
  assert.match((await call('accounting.nv', early)).text, /KOMY does not go with 13,5/)
})

void test('a gross voucher gets its VAT lines, and sums to zero to the cent', async (context) => {
  const { call, inspect } = await start(context)
  const lines =
    lineXml('100,01', '1701', undefined, 'gross') + lineXml('-100,01', '3000', 'vatcode="KOMY">25,5', 'gross')
  assert.match((await call('accounting.nv', voucherXml(lines, { mode: 'gross' }))).text, /<Status>OK/)
  const [voucher] = (await inspect()).vouchers
  assert.deepEqual(
    voucher?.lines.map(({ sum, account, generated }) => [sum, account, generated]),
    [
      [100.01, '1701', undefined],
      [-79.69, '3000', undefined],
      [-20.32, '2939', true],
    ],
  )
})

void test('the ledger is read back with commas, a dash for NONE, and letters as sent', async (context) => {
  const { call } = await start(context)
  const head =
    '<description>SA-0123456789ABC Väli &amp; &#228;&#x20ac; €</description><voucherclass>Myyntilasku</voucherclass>'
  const dimension = '<dimension><dimensionname>Kohde</dimensionname><dimensionitem>10</dimensionitem></dimension>'
  const lines = lineXml('100,00', '1701') + lineXml('-100', '3000', 'vatcode="KOMY">25.5', 'net', dimension)
  const xml = voucherXml(lines, { head })
  const bodies = [
    new Uint8Array(iconv.encode(`<?xml version="1.0" encoding="ISO-8859-15"?>${xml}`, 'ISO-8859-15')),
    new Uint8Array(iconv.encode(xml, 'ISO-8859-15')),
    xml,
  ]
  for (const body of bodies) assert.match((await call('accounting.nv', body)).text, /<Status>OK/)
  const { text } = await call('accountingledger.nv?startdate=2026-02-01&enddate=2026-02-01&voucherstatus=1')
  assert.equal(text.match(/<VoucherDescription>SA-0123456789ABC Väli &amp; ä€ €<\/VoucherDescription>/g)?.length, 3)
  assert.match(text, /<LineSum>-100,00<\/LineSum>.*<VatPercent>25,5<\/VatPercent><VatCode>KOMY<\/VatCode>/)
  assert.match(text, /<DimensionName>Kohde<\/DimensionName><DimensionItem>10<\/DimensionItem>/)
  assert.match(text, /<VatCode>-<\/VatCode>/)
  assert.match((await call('accountingledger.nv?startdate=2026-03-01&enddate=2026-03-31')).text, /<Vouchers \/>/)
  assert.match((await call('accountingledger.nv')).text, FAILED('INVALID_DATA'))
})

void test('a search shows that a voucher is voided', async (context) => {
  const { call, origin, inspect } = await start(context)
  await call('accounting.nv', voucherXml())
  const key = String((await inspect()).vouchers[0]?.['netvisorKey'])
  const path = `${origin}/companies/sim-3-7654321-0/vouchers`
  assert.equal((await fetch(`${path}/${key}/invalidate`, { method: 'POST' })).status, 200)
  assert.equal((await fetch(`${path}/1/invalidate`, { method: 'POST' })).status, 404)
  const read = async (status: number) =>
    (await call(`accountingledger.nv?netvisorkey=${key}&voucherstatus=${status}`)).text
  assert.match(await read(1), /<Voucher Status="invalidated">/)
  assert.match(await read(2), /<Vouchers \/>/)
  assert.match(await read(3), /<Voucher Status="invalidated">/)
})

void test('a payment needs an invoice, a method and a known currency; a paid invoice takes no more', async (context) => {
  const { call, set, inspect } = await start(context)
  assert.match((await call('salespaymentlist.nv?begindate=2026-01-01')).text, /<SalesPaymentList \/>/)
  const target = (type: string, value: string) => `<targetidentifier type="${type}">${value}</targetidentifier>`
  await set({ invoices: 'listed', listedInvoices: [{ number: '4711', openSum: 125.5, reference: '47112' }] })
  const refused = [
    paymentXml({ currency: 'XQQ' }),
    paymentXml({ target: target('invoicenumber', '1') }),
    paymentXml({ target: target('reference', '1') }),
    paymentXml({ target: target('name', '4711') }),
    paymentXml({ method: '<paymentmethod type="alternative"></paymentmethod>' }),
    paymentXml({ method: '<paymentmethod>cash</paymentmethod>' }),
  ]
  for (const xml of refused) assert.match((await call('salespayment.nv', xml)).text, FAILED('INVALID_DATA'), xml)
  assert.match((await call('salespayment.nv', paymentXml({ target: target('reference', '47112') }))).text, /<Status>OK/)
  assert.match((await call('salespayment.nv', paymentXml())).text, /<Status>OK/)
  const { payments } = await inspect()
  assert.deepEqual(
    payments.map(({ invoiceNumber, targeted, sum }) => [invoiceNumber, targeted, sum]),
    [
      ['4711', true, 125.5],
      ['4711', false, 125.5],
    ],
  )
  const { text } = await call('salespaymentlist.nv?begindate=2026-02-10&enddate=2026-02-10&invoicenumber=4711')
  assert.equal(text.match(/<Sum>125,50<\/Sum>/g)?.length, 2)
  await set({ closedBefore: '2026-03-01' })
  assert.match((await call('salespayment.nv', paymentXml())).text, FAILED('PERIOD_LOCK'))
})

void test('faults are answered in Netvisor’s words, and what was committed stays', async (context) => {
  const { call, faults, inspect } = await start(context)
  faults.order({ fault: 'MAINTENANCE' })
  assert.match((await call('vouchertypelist.nv')).text, FAILED('SYSTEM_MAINTANANCE'))
  faults.order({ fault: 'EXPIRED_TOKEN' })
  assert.match((await call('accounting.nv', voucherXml())).text, FAILED('AUTHENTICATION_FAILED'))
  faults.order({ fault: 'REFUSE', code: 'SERVICE_ACCESS_ERROR', text: 'not allowed' })
  assert.match((await call('accounting.nv', voucherXml())).text, /SERVICE_ACCESS_ERROR :: not allowed/)
  faults.order({ fault: 'CUT' })
  await assert.rejects(call('accounting.nv', voucherXml()))
  assert.equal((await inspect()).vouchers.length, 0)
  faults.order({ fault: 'COMMIT_THEN_CUT' })
  await assert.rejects(call('accounting.nv', voucherXml()))
  assert.equal((await inspect()).vouchers.length, 1)
  assert.match((await call('accounting.nv', voucherXml())).text, /<Status>OK/)
})

void test('the books survive a restart', async (context) => {
  const directory = mkdtempSync(join(tmpdir(), 'netvisor-books-'))
  context.after(() => rmSync(directory, { recursive: true }))
  const file = join(directory, 'netvisor.jsonl')
  const first = await start(context, file)
  await first.set({ closedBefore: '2026-01-01' })
  await first.call('accounting.nv', voucherXml())
  await first.call('salespayment.nv', paymentXml())
  const before = await first.inspect()
  await first.close()
  const second = await start(context, file)
  assert.deepEqual(await second.inspect(), before)
  assert.match(
    (await second.call('accounting.nv', voucherXml(LINES, { date: '2025-12-31' }))).text,
    FAILED('PERIOD_LOCK'),
  )
  await second.call('accounting.nv', voucherXml())
  const numbers = (await second.inspect()).vouchers.map(({ number }) => number)
  assert.deepEqual(numbers, [1, 2])
  const keys = (await second.inspect()).vouchers.map(({ netvisorKey }) => netvisorKey)
  assert.equal(new Set(keys).size, 2)
})
