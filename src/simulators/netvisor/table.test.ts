/** The stand-in is held to its table, row by row, and its filters filter. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DAY, LEDGER_DAY, LISTED, OK, ROWS } from '../../../test/support/simulators/netvisor/table.ts'
import { paymentXml, start, voucherXml } from '../../../test/support/simulators/netvisor/world.ts'

void test('the stand-in refuses and accepts requests as the table says', async (context) => {
  const { call, set } = await start(context)
  assert.match((await call('accounting.nv', voucherXml())).text, OK)
  for (const { rule, settings = {}, resource, body, changes, answer } of ROWS) {
    assert.equal((await set(settings)).status, 200)
    assert.match((await call(resource, body, changes)).text, answer, rule)
  }
  assert.equal(new Set(ROWS.map(({ rule }) => rule)).size, ROWS.length)
})

void test('limitlinkedpayments 1 lists payments with an invoice, 0 those without', async (context) => {
  const { call, set } = await start(context)
  await set(LISTED)
  await call('salespayment.nv', paymentXml())
  await call('salespayment.nv', paymentXml({ sum: '1,00' }))
  const sums = async (query: string) =>
    [...(await call(`salespaymentlist.nv?${DAY}${query}`)).text.matchAll(/<Sum>([^<]*)</g)].map(([, sum]) => sum)
  assert.deepEqual(await sums(''), ['125,50', '1,00'])
  assert.deepEqual(await sums('&limitlinkedpayments=1'), ['125,50'])
  assert.deepEqual(await sums('&limitlinkedpayments=0'), ['1,00'])
  assert.deepEqual(await sums('&limitbytype=onlycreditloss'), [])
})

void test('a payment is listed with what clients read: a Finnish date, comma decimals, its source and bank status', async (context) => {
  const { call } = await start(context)
  await call('salespayment.nv', paymentXml())
  const { text } = await call(`salespaymentlist.nv?${DAY}`)
  assert.match(text, /<Date>10\.2\.2026<\/Date><Sum>125,50<\/Sum><ReferenceNumber \/><ForeignCurrencyAmount \/>/)
  assert.match(text, /<PaymentSource>0<\/PaymentSource><BankStatus>OK<\/BankStatus><\/SalesPayment>/)
})

void test('filters of the ledger filter', async (context) => {
  const { call } = await start(context)
  await call('accounting.nv', voucherXml())
  const found = async (query: string) =>
    (await call(`accountingledger.nv?${LEDGER_DAY}&${query}`)).text.includes('<Voucher Status=')
  assert.equal(await found('accountnumberstart=3000&accountnumberend=3999'), true)
  assert.equal(await found('accountnumberstart=4000'), false)
  assert.equal(await found('lastmodifiedstart=2100-01-01T00:00:00'), false)
  assert.equal(await found('lastmodifiedend=2100-01-01T00:00:00'), true)
  assert.equal(await found('voucherType=1'), true)
  assert.equal(await found('voucherType=2'), false)
})
