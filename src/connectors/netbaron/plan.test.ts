import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { ConnectorError } from '../errors.ts'
import type { AccountingDocument, ConnectionConfig, LedgerRow } from '../port.ts'
import { readReceipts } from './codec.ts'
import { balanceOf, debitOf } from './line.ts'
import { type PlannedFile, planReceipt } from './plan.ts'
import { settingsOf } from './settings.ts'
import {
  connection,
  exampleLedger,
  examplePayment,
  ledgerRow,
} from '../../../test/support/connectors/netbaron/world.ts'

const HEADER_FI =
  'Numerosarja;Tositenumero;Kirjauspäivä;Vientiselite;Tili;Kustannuspaikka;Työnro;Alv-koodi;Alv-%;Alv-tili;Veroton summa;Verollinen summa;Alv summa;Käsiteltävä alv'
const HEADER_EN =
  'Number series,Receipt number,Booking date,Entry description,Account,Cost center,Job number,VAT code,VAT-%,VAT account,Tax-free amount,Taxable amount,VAT amount,Taxable VAT'

function textOf(document: AccountingDocument, config = connection()): string {
  return (planReceipt(document, config).body as PlannedFile).text
}

function rowsOf(document: AccountingDocument, config = connection()): string[] {
  return textOf(document, config).trimEnd().split('\r\n').slice(1)
}

function withSettings(settings: ConnectionConfig['settings']): ConnectionConfig {
  return connection({ settings })
}

function refusal(document: AccountingDocument, config = connection()): ConnectorError {
  try {
    planReceipt(document, config)
  } catch (error) {
    assert.ok(error instanceof ConnectorError)
    assert.equal(error.kind, 'refused')
    assert.ok(error.advice.length > 20, 'a refusal says what to do')
    return error
  }
  throw new assert.AssertionError({ message: 'the document was not refused' })
}

void test('the published ledger example makes its file, byte for byte', () => {
  const planned = planReceipt(exampleLedger(), connection())
  const number = `ML-${planned.marker}`
  const text = '1001 Here comes the description, max 210 chars long 1763'
  assert.equal(
    (planned.body as PlannedFile).text,
    [
      HEADER_FI,
      `ML;${number};2025-12-12;${text};1701;1000;PN12345;;;;2990.00;2990.00;0.00;`,
      `ML;${number};2025-12-12;${text};3000;;PN12345;20;25.5;2939;-2382.47;-2990.00;-607.53;-607.53`,
      '',
    ].join('\r\n'),
  )
  assert.equal(planned.date, '2025-12-12')
  assert.equal(planned.total, 299_000n)
  assert.match(planned.marker, /^SA-[0-9A-Z]{13}$/)
  assert.equal((planned.body as PlannedFile).base, `20251212-${planned.marker}`)
})

void test('the published payment example makes its file, byte for byte', () => {
  const planned = planReceipt(examplePayment(), connection())
  const start = `PT;PT-${planned.marker};2026-02-25;133720800 1337109 Matti Meikäläinen`
  assert.equal(
    (planned.body as PlannedFile).text,
    [
      HEADER_FI,
      `${start};1910;;;;;;110.00;110.00;0.00;`,
      `${start};1910;;;;;;-10.00;-10.00;0.00;`,
      `${start};1601;;;;;;-100.00;-100.00;0.00;`,
      '',
    ].join('\r\n'),
  )
  assert.equal(planned.total, 11_000n)
  assert.equal((planned.body as PlannedFile).base, `20260225-${planned.marker}-payment`)
})

void test('a document gets the same plan with all settings: its name and number do not move', () => {
  const one = planReceipt(exampleLedger(), connection())
  const two = planReceipt(exampleLedger(), withSettings({ header: 'EN', separator: ',', vatRows: 'KEEP' }))
  assert.equal(one.marker, two.marker)
  assert.equal((one.body as PlannedFile).base, (two.body as PlannedFile).base)
  assert.notEqual(planReceipt(exampleLedger(), connection({ clientId: 8 })).marker, one.marker)
  assert.deepEqual(JSON.parse(JSON.stringify(one.body)), one.body, 'the body survives being stored as JSON')
})

void test('the plan follows an English header, other separators and the other sign convention', () => {
  const rows = textOf(
    exampleLedger(),
    withSettings({ header: 'EN', separator: ',', signConvention: 'CREDIT_POSITIVE' }),
  )
  const [header, first, second] = rows.split('\r\n')
  assert.equal(header, HEADER_EN)
  assert.match(
    first ?? '',
    /,"1001 Here comes the description, max 210 chars long 1763",1701,.*,-2990\.00,-2990\.00,0\.00,$/,
  )
  assert.match(second ?? '', /,2382\.47,2990\.00,607\.53,607\.53$/)
  assert.match(textOf(exampleLedger(), withSettings({ separator: 'TAB' })), /^Numerosarja\tTositenumero\t/)
})

void test('writes the VAT percentage in its three formats', () => {
  const percent = (vatPercentFormat: string) =>
    rowsOf(exampleLedger(), withSettings({ vatPercentFormat }))[1]?.split(';')[8]
  assert.equal(percent('DECIMAL'), '25.5')
  assert.equal(percent('INTEGER_ROUNDED'), '26')
  assert.equal(percent('EMPTY'), '')
})

void test('vatRows KEEP writes every row as it is, with no VAT booked from columns', () => {
  const rows = rowsOf(exampleLedger(), withSettings({ vatRows: 'KEEP' })).map((row) => row.split(';').slice(4))
  assert.deepEqual(rows, [
    ['1701', '1000', 'PN12345', '', '', '', '2990.00', '2990.00', '0.00', ''],
    ['3000', '', 'PN12345', '20', '25.5', '', '-2382.47', '-2382.47', '0.00', '-607.53'],
    ['2939', '', 'PN12345', '', '', '', '-607.53', '-607.53', '0.00', ''],
  ])
})

void test('one receipt holds rows of several days, each with its own; its date is the earliest', () => {
  const document = exampleLedger({
    rows: [
      ledgerRow({ accountNumber: '1701', amount: 1_000n, bookingDate: '2026-01-02' }),
      ledgerRow({ accountNumber: '3000', amount: -1_000n, bookingDate: '2025-12-31' }),
    ],
  })
  const planned = planReceipt(document, connection())
  assert.equal(planned.date, '2025-12-31')
  assert.deepEqual(
    rowsOf(document).map((row) => row.split(';')[2]),
    ['2026-01-02', '2025-12-31'],
  )
})

void test('entry descriptions: the document’s text gives way first, too long a text is refused', () => {
  const description = (changes: Parameters<typeof exampleLedger>[0], entryDescription: string) =>
    rowsOf(exampleLedger(changes), withSettings({ entryDescription }))[0]?.split(';')[3] ?? ''
  assert.equal(description({}, 'ROW'), '1763')
  assert.equal(description({}, 'DOCUMENT'), 'Here comes the description, max 210 chars long')
  const longest = 'ä'.repeat(210)
  assert.equal(description({ documentDescription: longest }, 'DOCUMENT'), longest)
  const full = description({ documentDescription: longest }, 'FULL')
  assert.equal(Array.from(full).length, 210)
  assert.match(full, /^1001 ä{199}… 1763$/)
  for (const entryDescription of ['FULL', 'DOCUMENT']) {
    const error = refusal(exampleLedger({ documentDescription: 'ä'.repeat(211) }), withSettings({ entryDescription }))
    assert.equal(error.code, 'ENTRY_DESCRIPTION_INVALID')
    assert.match(error.message, /Vientiselite.*at most 210 characters/)
  }
})

void test('a payer’s long name is cut, never the invoice number or the reference', () => {
  const row = rowsOf(examplePayment({ sourceName: 'Ö'.repeat(300) }))[0]?.split(';')[3] ?? ''
  assert.equal(Array.from(row).length, 210)
  assert.ok(row.startsWith('133720800 1337109 ÖÖÖ'))
  assert.ok(row.endsWith('…'))
})

void test('number series come from mappings.voucherTypes and paymentSeries', () => {
  const mapped = connection({
    mappings: { voucherTypes: { ML: '11' }, vatCodes: {}, dimensions: {}, paymentMethods: {} },
    settings: { paymentSeries: 'PANKKI' },
  })
  assert.match(rowsOf(exampleLedger(), mapped)[0] ?? '', /^11;11-SA-/)
  assert.match(rowsOf(examplePayment(), mapped)[0] ?? '', /^PANKKI;PANKKI-SA-/)
  const long = connection({ mappings: { ...mapped.mappings, voucherTypes: { ML: 'X'.repeat(19) } } })
  assert.equal(refusal(exampleLedger(), long).code, 'SERIES_INVALID')
})

void test('values that NetBaron’s columns cannot hold are refused by column', () => {
  const ledgerWith = (changes: Partial<LedgerRow>) => {
    const document = exampleLedger()
    const [first, ...others] = document.rows
    assert.ok(first)
    return { ...document, rows: [{ ...first, ...changes }, ...others] }
  }
  const code = (changes: Partial<LedgerRow>) => refusal(ledgerWith(changes)).code
  assert.equal(code({ accountNumber: '17A1' }), 'ACCOUNT_INVALID')
  assert.equal(code({ accountNumber: '1234567890' }), 'ACCOUNT_INVALID')
  assert.equal(code({ accountNumber: '0701' }), 'ACCOUNT_INVALID')
  assert.equal(code({ dimensions: [{ type: 'COST_CENTER', value: 'Myynti' }] }), 'COST_CENTER_INVALID')
  assert.equal(code({ projectNumber: 'P'.repeat(36) }), 'JOB_NUMBER_INVALID')
  assert.equal(code({ vatCode: '99' }), 'VAT_CODE_UNMAPPED')
  assert.equal(code({ vatCode: 'constructor' }), 'VAT_CODE_UNMAPPED')
  assert.equal(code({ dimensions: [{ type: 'CUSTOM', name: 'toString', value: '1' }] }), 'DIMENSION_UNMAPPED')
  assert.equal(code({ dimensions: [{ type: 'CUSTOM', name: 'Alue', value: '1' }] }), 'DIMENSION_UNMAPPED')
  const twice = [1, 2].map((value) => ({ type: 'COST_CENTER' as const, value: String(value) }))
  assert.equal(code({ dimensions: twice }), 'DIMENSION_TWICE')
  assert.equal(code({ dimensions: [{ type: 'PROJECT', value: 'other' }] }), 'DIMENSION_TWICE')
  const message = refusal(ledgerWith({ accountNumber: '17A1' })).message
  assert.match(message, /Row 1: Tili \(Account\).*"17A1"/)
})

void test('custom dimensions and VAT codes go where the connection maps them', () => {
  const document = exampleLedger()
  const rows = document.rows.map((row) => ({
    ...row,
    dimensions: [{ type: 'CUSTOM' as const, name: 'Alue', value: '12' }],
  }))
  const mappings = {
    voucherTypes: {},
    vatCodes: { 20: '301' },
    dimensions: { Alue: 'Cost center', PROJECT: '' },
    paymentMethods: {},
  }
  const cells = rowsOf({ ...document, rows }, connection({ mappings })).map((row) => row.split(';'))
  assert.deepEqual(
    cells.map((row) => [row[5], row[6], row[7]]),
    [
      ['12', '', ''],
      ['12', '', '301'],
    ],
  )
})

void test('a receipt that does not balance is refused with its difference', () => {
  const document = exampleLedger({
    rows: [ledgerRow({ accountNumber: '1701', amount: 1_000n }), ledgerRow({ accountNumber: '3000', amount: -999n })],
  })
  const error = refusal(document)
  assert.equal(error.code, 'PART_NOT_BALANCED')
  assert.match(error.message, /0\.01/)
  assert.equal(refusal(exampleLedger({ rows: [] })).code, 'NO_ROWS')
})

void test('a payment without rows is bank against receivables, and says which account is missing', () => {
  const bare = examplePayment({ rows: [] })
  assert.equal(refusal(bare).code, 'RECEIVABLES_ACCOUNT_MISSING')
  assert.equal(refusal(bare, withSettings({ receivablesAccount: '1701' })).code, 'BANK_ACCOUNT_MISSING')
  const accounts = (config: ConnectionConfig, document = bare) =>
    rowsOf(document, config).map((row) => [row.split(';')[4], row.split(';')[10]])
  const settings = { receivablesAccount: '1701', bankAccount: '1910' }
  assert.deepEqual(accounts(connection({ settings })), [
    ['1910', '110.00'],
    ['1701', '-110.00'],
  ])
  const paymentMethods = { 'cash-in': '1900' }
  const mappings = { voucherTypes: {}, vatCodes: {}, dimensions: {}, paymentMethods }
  assert.equal(accounts(connection({ settings, mappings }))[0]?.[0], '1900')
  assert.equal(accounts(connection({ settings }), { ...bare, bankAccountNumber: '1920' })[0]?.[0], '1920')
  assert.deepEqual(accounts(connection({ settings }), { ...bare, amount: -5_000n })[0], ['1910', '-50.00'])
  const own = { ...bare, accounts: { money: '1760', receivable: '1700' } }
  for (const config of [connection(), connection({ settings })])
    assert.deepEqual(
      accounts(config, own).map(([account]) => account),
      ['1760', '1700'],
      'a payment of our own names both',
    )
  assert.equal(accounts(connection({ mappings }), own)[0]?.[0], '1900', 'what is mapped counts')
})

void test('a payment carries its booking date where it has one, EUR alone, and VAT only with an account for it', () => {
  assert.match(rowsOf(examplePayment({ bookingDate: '2026-02-27' }))[0] ?? '', /;2026-02-27;/)
  assert.equal(refusal(examplePayment({ currency: 'SEK' })).code, 'CURRENCY_NOT_EUR')
  const rows = [
    { accountNumber: '1910', amount: 12_550n },
    { accountNumber: '3000', amount: -12_550n, vatPercent: 25.5, vatCode: '20' },
  ]
  assert.equal(refusal(examplePayment({ rows })).code, 'VAT_ACCOUNT_MISSING')
  const written = rowsOf(examplePayment({ rows }), withSettings({ vatAccount: '2939' }))[1] ?? ''
  assert.match(written, /;3000;;;20;25\.5;2939;-100\.00;-125\.50;-25\.50;-25\.50$/)
})

void test('a charset that lacks a character refuses rather than write "?"', () => {
  const document = exampleLedger({ documentDescription: 'Työ ✓' })
  assert.equal(refusal(document, withSettings({ charset: 'ISO-8859-15' })).code, 'CHARSET_CANNOT')
  assert.ok(planReceipt(exampleLedger({ documentDescription: 'Työ €' }), withSettings({ charset: 'ISO-8859-15' })))
})

const cents = fc.bigInt({ min: -10_000_000n, max: 10_000_000n })

void test('property: whatever balances in the document balances in the file, and its debits are the planned total', () => {
  const sale = fc.record({
    net: cents,
    percent: fc.constantFrom(0, 10, 14, 25.5),
    account: fc.integer({ min: 3000, max: 3999 }),
  })
  const text = fc.string({ unit: 'grapheme', maxLength: 60 }).map((value) => value.replaceAll('\0', ''))
  const settings = fc.record({
    separator: fc.constantFrom(';', ':', ',', 'TAB', 'SPACE'),
    header: fc.constantFrom('FI', 'EN'),
    signConvention: fc.constantFrom('DEBIT_POSITIVE', 'CREDIT_POSITIVE'),
    vatRows: fc.constantFrom('DROP', 'KEEP'),
  })
  fc.assert(
    fc.property(fc.array(sale, { minLength: 1, maxLength: 20 }), text, settings, (sales, words, given) => {
      const rows: LedgerRow[] = []
      let balance = 0n
      for (const { net, percent, account } of sales) {
        const vat = (net * BigInt(percent * 10)) / 1_000n
        const vatPercentage = percent
        rows.push(
          ledgerRow({
            accountNumber: String(account),
            amount: net + vat,
            netAmount: net,
            vatPercentage,
            vatCode: '20',
          }),
        )
        if (vat !== 0n) rows.push(ledgerRow({ accountNumber: '2939', amount: vat, isVatRow: true }))
        balance += net + vat
      }
      rows.push(ledgerRow({ accountNumber: '1701', amount: -balance }))
      const config = connection({ settings: given })
      const planned = planReceipt(exampleLedger({ rows, documentDescription: words }), config)
      const bytes = Buffer.from((planned.body as PlannedFile).text)
      const read = readReceipts(bytes, settingsOf(config))
      assert.equal(read?.length, 1)
      assert.equal(balanceOf(read[0]?.lines ?? []), 0n)
      assert.equal(debitOf(read[0]?.lines ?? []), planned.total)
    }),
    { numRuns: 300 },
  )
})
