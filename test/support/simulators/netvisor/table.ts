/**
 * Requests that the stand-in refuses or takes, a row each: the rule, a request, the answer, and where the rule is from.
 * HC: articles of Netvisor's help centre (support.netvisor.fi). VB: the vendor-originated sample client
 * (urhoj/NetvisorWSClient). TS: rantalainen/netvisor-api-client. ODOO: tawasta/connector-netvisor. OURS: not published;
 * our choice, so that a mistake shows.
 */
import { type Changes, LINES, lineXml, paymentXml, voucherXml } from './world.ts'

export interface Row {
  rule: string
  source: string
  /** Settings of the company while it is asked. */
  settings?: object
  resource: string
  body?: string
  changes?: Changes
  answer: RegExp
}

export const OK = /<Status>OK<\/Status>/
const failed = (code: string, words = '') => new RegExp(`<Status>FAILED</Status><Status>${code} :: [^<]*${words}`)
const invalid = (words: string) => failed('INVALID_DATA', words)
const credit = (vat: string) => lineXml('100', '1701') + lineXml('-100', '3000', vat)
const pair = (one: string, other: string, mode = 'net') =>
  lineXml(one, '1701', undefined, mode) + lineXml(other, '3000', undefined, mode)
const at = (written: (iso: string) => string): Changes => ({ timestamp: written(new Date().toISOString()) })
const head = (text: string) => voucherXml(LINES, { head: `${text}<voucherclass>Muut</voucherclass>` })
const target = (type: string, value: string) => `<targetidentifier type="${type}">${value}</targetidentifier>`
export const LISTED = { invoices: 'listed', listedInvoices: [{ number: '4711', openSum: 125.5, reference: '47112' }] }
const TYPES = 'vouchertypelist.nv'
export const DAY = 'begindate=2026-02-10&enddate=2026-02-10'
export const LEDGER_DAY = 'startdate=2026-02-01&enddate=2026-02-01'

const row = (rule: string, source: string, resource: string, answer: RegExp, more: Partial<Row> = {}): Row => ({
  ...{ rule, source, resource, answer },
  ...more,
})

export const ROWS: readonly Row[] = [
  // Authentication
  row('HMACSHA256', 'HC 77000557880', TYPES, OK),
  row('SHA256', 'HC 77000557880', TYPES, OK, { changes: { algorithm: 'SHA256' } }),
  row('MD5 without the header', 'HC 77000557880', TYPES, OK, { changes: { algorithm: 'MD5' } }),
  row('wrong key', 'HC 77000557880', TYPES, failed('AUTHENTICATION_FAILED', 'The MAC does not match'), {
    changes: { customerKey: 'no' },
  }),
  row('unknown customer', 'HC 77000500440', TYPES, failed('AUTHENTICATION_FAILED', 'Integration keys are not valid'), {
    changes: { customerId: 'no' },
  }),
  row(
    'another organisation',
    'HC 77000557880',
    TYPES,
    failed('AUTHENTICATION_FAILED', 'no rights to the organisation'),
    { changes: { organisationId: '1111111-1' } },
  ),
  row('unknown algorithm', 'HC 77000557880', TYPES, failed('AUTHENTICATION_FAILED', 'not known'), {
    changes: { headers: { 'X-Netvisor-Authentication-MACHashCalculationAlgorithm': 'ROT13' } },
  }),
  row('timestamp as documented', 'HC 77000557880', TYPES, OK, {
    changes: at((iso) => iso.replace('T', ' ').replace('Z', '')),
  }),
  row('timestamp without milliseconds', 'VB', TYPES, OK, { changes: at((iso) => iso.slice(0, 19).replace('T', ' ')) }),
  row('timestamp T…Z', 'clients that write ISO 8601', TYPES, OK, { changes: at((iso) => iso) }),
  row('timestamp T… without Z', 'clients that write ISO 8601', TYPES, OK, {
    changes: at((iso) => iso.replace('Z', '')),
  }),
  row('timestamp in Finnish form', 'HC 77000557880', TYPES, failed('AUTHENTICATION_FAILED', 'timestamp'), {
    changes: { timestamp: '29.11.2026 12:00:00' },
  }),
  row('timestamp 16 minutes off', 'OURS', TYPES, failed('AUTHENTICATION_FAILED', '15 minutes'), {
    changes: { at: new Date(Date.now() - 960_000) },
  }),
  // Query parameters
  row('parameters in lower case', 'HC 77000554171', `salespaymentlist.nv?${DAY}`, OK),
  row(
    'parameters in camel case',
    'TS',
    'salespaymentlist.nv?beginDate=2026-02-10&endDate=2026-02-10&limitLinkedPayments=0',
    OK,
  ),
  row('parameters in capitals', 'OURS', `accountingledger.nv?${LEDGER_DAY.toUpperCase()}`, OK),
  row(
    'parameters of the Odoo module',
    'ODOO',
    'salespaymentlist.nv?lastmodifiedstart=2026-01-01&limitlinkedpayments=1&limitbytype=excludecreditloss',
    OK,
  ),
  row(
    'unknown parameter',
    'OURS',
    `salespaymentlist.nv?${DAY}&invoice=1`,
    invalid('salespaymentlist.nv has no parameter invoice'),
  ),
  row(
    'another resource’s parameter',
    'OURS',
    `salespaymentlist.nv?${DAY}&voucherstatus=1`,
    invalid('no parameter voucherstatus'),
  ),
  row('a parameter where there is none', 'OURS', `${TYPES}?a=1`, invalid('vouchertypelist.nv has no parameter a')),
  row('a parameter twice', 'OURS', `salespaymentlist.nv?${DAY}&BeginDate=2026-02-10`, invalid('is there twice')),
  row(
    'limitlinkedpayments of 0 and 1',
    'TS, HC 77000554171',
    `salespaymentlist.nv?${DAY}&limitlinkedpayments=2`,
    invalid('limitlinkedpayments must be one of 0, 1'),
  ),
  row(
    'limitbytype',
    'HC 77000554171',
    `salespaymentlist.nv?${DAY}&limitbytype=all`,
    invalid('limitbytype must be one of'),
  ),
  row(
    'voucherstatus of 1 to 3',
    'HC, VB',
    `accountingledger.nv?${LEDGER_DAY}&voucherstatus=4`,
    invalid('voucherstatus must be one of'),
  ),
  row('ledger without a period', 'HC accountingledger.nv', 'accountingledger.nv', invalid('startdate')),
  row('ledger by the last change', 'TS, HC', 'accountingledger.nv?lastmodifiedstart=2026-01-01T00:00:00', OK),
  row('time of change T…Z', 'ODOO isoformat', 'accountingledger.nv?lastmodifiedstart=2026-01-01T00:00:00.000000Z', OK),
  row(
    'time of change that is none',
    'HC',
    'accountingledger.nv?lastmodifiedstart=yesterday',
    invalid('lastmodifiedstart'),
  ),
  row(
    'Finnish dates in a request',
    'HC: dates are ANSI',
    'salespaymentlist.nv?begindate=10.2.2026',
    invalid('is not a date yyyy-MM-dd'),
  ),
  row(
    'account that is not a number',
    'OURS',
    `accountingledger.nv?${LEDGER_DAY}&accountnumberstart=x`,
    invalid('accountnumberstart'),
  ),
  // Reads
  row(
    'empty list',
    'TS, fastmonkeys test data',
    'salespaymentlist.nv?begindate=2020-01-01&enddate=2020-01-02',
    /<SalesPaymentList \/>/,
  ),
  row(
    'periods: lock dates, then Period elements',
    'VB',
    'accountingperiodlist.nv',
    /<AccountingPeriodList><PeriodLockInformation><AccountingPeriodLockDate \/><VatPeriodLockDate \/><PurchaseLockDate \/><\/PeriodLockInformation><Period><NetvisorKey>1<\/NetvisorKey><Name>\d{4}<\/Name><BeginDate>\d{4}-01-01<\/BeginDate><EndDate>\d{4}-12-31<\/EndDate><\/Period><Period>/,
  ),
  row('periods: the last locked day', 'VB', 'accountingperiodlist.nv', /<AccountingPeriodLockDate>2026-02-28</, {
    settings: { closedBefore: '2026-03-01' },
  }),
  row(
    'voucher types by abbreviation',
    'TS',
    TYPES,
    /<VoucherType><NetvisorKey>1<\/NetvisorKey><Abbreviation>ML<\/Abbreviation><Name>Myyntilasku<\/Name>/,
  ),
  row('time stamp in Finnish', 'HC', TYPES, /<TimeStamp>\d{1,2}\.\d{1,2}\.\d{4} \d{1,2}:\d\d:\d\d<\/TimeStamp>/),
  // Vouchers
  row('voucher', 'HC 77000554186', 'accounting.nv', /<InsertedDataIdentifier>\d+</, { body: voucherXml() }),
  row('voucher with a declaration', 'TS', 'accounting.nv', OK, {
    body: `<?xml version="1.0" encoding="UTF-8"?>${voucherXml()}`,
  }),
  row('numeric character reference', 'XML 1.0 §4.1', 'accounting.nv', OK, {
    body: head('<description>&#321;&#x17d;</description>'),
  }),
  row('amounts with a comma or a dot', 'HC 77000554186', 'accounting.nv', OK, {
    body: voucherXml(pair('100,50', '-100.50')),
  }),
  row(
    'only existing dimensions',
    'HC 77000554187',
    'accounting.nv?useonlyexistingdimensions=1',
    invalid('dimension: A has no item 1'),
    {
      body: voucherXml(
        lineXml('1', '1701') +
          lineXml(
            '-1',
            '3000',
            undefined,
            'net',
            '<dimension><dimensionname>A</dimensionname><dimensionitem>1</dimensionitem></dimension>',
          ),
      ),
    },
  ),
  row('not well-formed', 'HC', 'accounting.nv', invalid('not well-formed'), { body: '<root><voucher>' }),
  row('document type', 'OURS', 'accounting.nv', invalid('document type'), { body: '<!DOCTYPE root><root/>' }),
  row('calculation mode', 'DTD', 'accounting.nv', invalid('net or gross'), {
    body: voucherXml(LINES, { mode: 'both' }),
  }),
  row('date that is none', 'HC', 'accounting.nv', invalid('voucherdate'), {
    body: voucherXml(LINES, { date: '2026-02-30' }),
  }),
  row('Finnish date in a voucher', 'HC: format ansi', 'accounting.nv', invalid('voucherdate'), {
    body: voucherXml(LINES, { date: '1.2.2026' }),
  }),
  row('locked period', 'HC 77000500440', 'accounting.nv', failed('PERIOD_LOCK'), {
    settings: { closedBefore: '2026-03-01' },
    body: voucherXml(),
  }),
  row('voucher type by abbreviation', 'HC: full name', 'accounting.nv', invalid('no voucher type named ML'), {
    body: voucherXml(LINES, { head: '<voucherclass>ML</voucherclass>' }),
  }),
  row('order of elements', 'DTD', 'accounting.nv', invalid('must stand before'), {
    body: voucherXml(`${LINES}<voucherclass>Muut</voucherclass>`, { head: '' }),
  }),
  row('unknown element', 'DTD', 'accounting.nv', invalid('no element surprise'), {
    body: head('<surprise>1</surprise>'),
  }),
  row('unknown attribute', 'DTD', 'accounting.nv', invalid('no attribute lang'), {
    body: head('<description lang="fi">x</description>'),
  }),
  row('text too long', 'HC 77000500440; the length is OURS', 'accounting.nv', failed('INVALID_DATA_SIZE', '256'), {
    body: head(`<description>${'x'.repeat(256)}</description>`),
  }),
  row('not balanced', 'OURS', 'accounting.nv', invalid('sum to -1'), { body: voucherXml(pair('1', '-2')) }),
  row('no debit', 'HC 77000554186', 'accounting.nv', invalid('no debit'), { body: voucherXml(lineXml('0', '1701')) }),
  row('account of the chart', 'HC 77000554186', 'accounting.nv', invalid('account 3000'), {
    settings: { missingAccounts: ['3000'] },
    body: voucherXml(),
  }),
  row('VAT code that is none', 'HC 77000557878', 'accounting.nv', invalid('ABC does not exist'), {
    body: voucherXml(credit('vatcode="ABC">24')),
  }),
  row('VAT code and percent', 'HC 77000557878', 'accounting.nv', invalid('NONE does not go with 24'), {
    body: voucherXml(credit('vatcode="NONE">24')),
  }),
  row('number in use', 'HC 77000500440', 'accounting.nv', failed('DUPLICATE_DATA'), {
    body: voucherXml(LINES, { head: '<number>1</number><voucherclass>Myyntilasku</voucherclass>' }),
  }),
  // Payments
  row('payment', 'HC 77000554172', 'salespayment.nv', /<InsertedDataIdentifier>\d+</, { body: paymentXml() }),
  row('element names in camel case', 'TS', 'salespayment.nv', OK, {
    body: paymentXml().replaceAll('salespayment>', 'salesPayment>').replaceAll('paymentdate>', 'paymentDate>'),
  }),
  row('currency that is none', 'HC 77000554172', 'salespayment.nv', invalid('XQQ is not known'), {
    body: paymentXml({ currency: 'XQQ' }),
  }),
  row(
    'invoice that is not there',
    'HC 77000554172',
    'salespayment.nv',
    invalid('no sales invoice with invoicenumber 1'),
    { settings: LISTED, body: paymentXml({ target: target('invoicenumber', '1') }) },
  ),
  row('reference that is nobody’s', 'HC 77000554172', 'salespayment.nv', invalid('no sales invoice with reference 1'), {
    settings: LISTED,
    body: paymentXml({ target: target('reference', '1') }),
  }),
  row('target of another kind', 'DTD', 'salespayment.nv', invalid('type must be one of'), {
    body: paymentXml({ target: target('name', '1') }),
  }),
  row('method without a type', 'HC 77000554172', 'salespayment.nv', invalid('alternative or bankaccount'), {
    body: paymentXml({ method: '<paymentmethod>cash</paymentmethod>' }),
  }),
  row('method that is not set up', 'HC 77000554172', 'salespayment.nv', invalid('no payment method named cash-in'), {
    settings: { paymentMethods: ['card'] },
    body: paymentXml(),
  }),
  row('payment in a locked period', 'HC 77000500440', 'salespayment.nv', failed('PERIOD_LOCK'), {
    settings: { closedBefore: '2026-03-01' },
    body: paymentXml(),
  }),
  row('a query of salespayment.nv', 'OURS', 'salespayment.nv?method=add', invalid('no parameter method'), {
    body: paymentXml(),
  }),
]
