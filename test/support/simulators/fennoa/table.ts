/**
 * Requests that the stand-in refuses or takes, a row each: the rule, a request, the answer, and where the rule is from.
 * DOC: the vendor's pages of the API (basics, accounting, sales invoices, dimensions, integrations). CLIENT: public
 * clients. OURS: not published; our choice, so that a mistake shows.
 */
import { deriveSimulatorKey, simulatedCustomer } from '../../../../src/connectors/fennoa/sandbox-keys.ts'

export const COMPANY = simulatedCustomer(3, '7654321-0')
export const BASIC = `${COMPANY}:${deriveSimulatorKey(COMPANY)}`

interface Row {
  rule: string
  source: string
  settings?: object
  basic?: string
  method?: 'GET' | 'POST'
  path: string
  form?: Record<string, string>
  status: number
  answer: RegExp
}

type Fields = Record<string, string>

/** A statement that is taken; `changes` make the request of a row. */
export function statement(changes: Fields = {}): Fields {
  return {
    ...{ entry_date: '2026-02-01', statement_series_code: 'CA', description: 'SA-0123456789ABC 1001' },
    ...{ 'row[1][account]': '1701', 'row[1][debit]': '125.50', 'row[1][description]': 'Rent', 'row[1][dim_1]': '100' },
    ...{ 'row[2][account]': '3000', 'row[2][credit]': '100.00', 'row[2][vatcode]': '1' },
    ...{ 'row[3][account]': '2939', 'row[3][credit]': '25.50' },
    ...changes,
  }
}
const without = (form: Fields, ...names: string[]) =>
  Object.fromEntries(Object.entries(form).filter(([name]) => !names.includes(name)))
const payment = (changes: Fields = {}): Fields => ({
  ...{ invoice_no: '501', payment_date: '2026-02-02', sum: '50.00', payment_type: '2', is_factoring: '0' },
  ...{ description: 'SA-0123456789ABC', ...changes },
})
const LISTED = {
  invoices: 'listed',
  listedInvoices: [
    { number: '501', openSum: 125.5, reference: '5010' },
    { number: '502', openSum: 10, approved: false },
  ],
}
const DIMENSIONS = { dimensions: [{ id: 1, name: 'Kustannuspaikka', codes: ['200'] }] }
const ADD = { method: 'POST', path: '/accounting_api/add' } as const
const PAY = { method: 'POST', path: '/sales_api/add/payment', settings: LISTED } as const

function refuses(rule: string, source: string, form: Fields, answer: RegExp, settings: object = {}): Row {
  return { rule, source, ...ADD, form, settings, status: 400, answer }
}
function refusesPayment(rule: string, source: string, form: Fields, answer: RegExp, settings: object = LISTED): Row {
  return { rule, source, ...PAY, form, settings, status: 400, answer }
}
function reads(rule: string, source: string, path: string, answer: RegExp, settings: object = {}, status = 200): Row {
  return { rule, source, path, answer, settings, status }
}

export const ROWS: readonly Row[] = [
  { rule: 'a wrong key', source: 'DOC 401', basic: `${COMPANY}:x`, ...ADD, form: {}, status: 401, answer: /API key/ },
  { rule: 'no key', source: 'DOC 401', basic: '', path: '/accounting_api/get/periods', status: 401, answer: /error/ },
  { rule: 'GET instead of POST', source: 'DOC 405', path: '/accounting_api/add', status: 405, answer: /Not Allowed/ },
  {
    rule: 'a statement is taken, with the next number of its series',
    ...{ source: 'DOC', ...ADD, form: statement(), status: 200, answer: /^\{"status":"ok","id":10001\}$/ },
  },
  {
    rule: 'without a date and a series it is of today, in GL',
    source: 'DOC',
    ...{ ...ADD, form: without(statement(), 'entry_date', 'statement_series_code'), status: 200, answer: /"id":10002/ },
  },
  {
    rule: 'rows may be counted from 0',
    source: 'CLIENT',
    ...ADD,
    form: {
      ...{ entry_date: '2026-02-03', 'row[0][account]': '1701', 'row[0][debit]': '1', 'row[1][account]': '3000' },
      'row[1][credit]': '1.0',
    },
    ...{ status: 200, answer: /"id":10003/ },
  },
  refuses('an unknown series', 'DOC', statement({ statement_series_code: 'XX' }), /did not match any statement series/),
  refuses('PU without its invoice', 'DOC', statement({ statement_series_code: 'PU' }), /purchase_invoice_id/),
  refuses('an invoice without PU', 'DOC', statement({ purchase_invoice_id: '1' }), /PU/),
  refuses(
    'the old number of a series',
    'DOC 8.8.2022',
    statement({ statement_series_id: '16' }),
    /statement_series_id/,
  ),
  refuses('a date that is none', 'OURS', statement({ entry_date: '2026-02-30' }), /"entry_date":\["Please enter/),
  refuses(
    'a locked day',
    'DOC',
    statement(),
    /"errors":\{"entry_date":\["Accounting is locked until 2026-02-01, please select later entry date"\]\}/,
    { closedBefore: '2026-02-02' },
  ),
  refuses('a day that no period covers', 'OURS', statement({ entry_date: '2019-02-01' }), /no accounting period/),
  refuses('one row', 'DOC', { 'row[1][account]': '1701', 'row[1][debit]': '1' }, /"errors":"At least two/),
  refuses('sums that differ', 'DOC', statement({ 'row[3][credit]': '25.49' }), /must be equal/),
  refuses('debit and credit in a row', 'DOC', statement({ 'row[1][credit]': '1' }), /either debit or credit/),
  refuses('neither', 'DOC', without(statement(), 'row[3][credit]'), /either debit or credit/),
  refuses('a negative value', 'DOC', statement({ 'row[1][debit]': '-125.50' }), /Negative values are not allowed/),
  refuses('three decimals', 'DOC', statement({ 'row[1][debit]': '125.500' }), /2 decimals/),
  refuses('a comma', 'OURS', statement({ 'row[1][debit]': '125,50' }), /2 decimals/),
  refuses('an account that is not a number', 'DOC', statement({ 'row[1][account]': 'x' }), /Account x was not found/),
  refuses('an account that the chart lacks', 'OURS', statement(), /Account 3000 was not found/, {
    missingAccounts: ['3000'],
  }),
  refuses('an unknown VAT code', 'OURS', statement({ 'row[2][vatcode]': '99' }), /VAT code 99/),
  refuses('an unknown dimension type', 'OURS', statement({ 'row[1][dim_9]': '1' }), /Dimension type 9/),
  refuses('an unknown dimension', 'OURS', statement(), /Dimension 100 was not found/, DIMENSIONS),
  refuses('an unknown field', 'OURS', statement({ surprise: '1' }), /Unknown field/),
  refuses('an unknown field of a row', 'OURS', statement({ 'row[1][surprise]': '1' }), /Unknown field surprise/),
  refuses('a list of errors may hold a text twice', 'CLIENT', statement({ 'row[1][account]': '1' }), /not found","Acc/),
  reads(
    'the ledger shows rows by account, each with its statement',
    'DOC, CLIENT',
    '/accounting_api/get/ledger/2026-02-01/2026-02-01',
    /"data":\[\{"account":"1701","date":"2026-02-01","statement_id":10001,"series":"CA","number":1,"description":"Rent","debit":125.5,"credit":0,"opening":0,"closing":125.5/,
  ),
  reads(
    'a row without a text has that of the statement',
    'DOC',
    '/accounting_api/get/ledger/2026-02-01/2026-02-01/accounts:3000/series:16',
    /^\{"status":"OK","data":\[\{"account":"3000"[^}]*"description":"SA-0123456789ABC 1001"/,
  ),
  reads(
    'the ledger comes in pages',
    'DOC',
    '/accounting_api/get/ledger/2026-02-01/2026-02-28?page=2&limit=4',
    /"pagination":\{"page":2,"limit":4,"count":5,"pagesCount":2\}/,
  ),
  reads('and by dimension', 'DOC', '/accounting_api/get/ledger/2026-02-01/2026-02-28/dim1:100', /"count":1/),
  reads('a page of 501', 'DOC', '/accounting_api/get/ledger/2026-02-01/2026-02-01?limit=501', /limit/, {}, 400),
  reads('days of two periods', 'CLIENT', '/accounting_api/get/ledger/2025-12-31/2026-01-01', /one acc/, {}, 400),
  reads('an unknown filter', 'OURS', '/accounting_api/get/ledger/2026-02-01/2026-02-01/x:1', /x:1/, {}, 400),
  reads('an unknown parameter', 'OURS', '/accounting_api/get/periods?x=1', /Unknown parameter x/, {}, 400),
  reads('a balance', 'DOC', '/accounting_api/get/account_balance/1701/2026-02-28', /"balance":126.5/),
  reads('accounts', 'DOC', '/accounting_api/get/accounts/1701,99', /"data":\[\{"code":"1701"[^\]]*\}\]/),
  reads('VAT handlings', 'DOC', '/accounting_api/get/vatcodes', /"id":1,"name":"Kotimaan myynti 25,5 %"/),
  reads(
    'accounting periods',
    'CLIENT',
    '/accounting_api/get/periods',
    /"id":7,"start_date":"2026-01-01","end_date":"2026-12-31"/,
  ),
  reads(
    'locks',
    'CLIENT',
    '/accounting_api/get/locking_periods',
    /"code":"accounting_locked","value":"2026-01-31"\},\{"code":"sales_invoices_locked","value":"2026-02-28"/,
    { closedBefore: '2026-02-01', salesClosedBefore: '2026-03-01' },
  ),
  reads('dimension types', 'DOC', '/dimension_api/get/types', /"id":1,"name_fi":"Kustannuspaikka","name_en"/),
  reads('dimensions', 'DOC', '/dimension_api/?dimension_type_id=1&code=200', /"code":"200"/, DIMENSIONS),
  reads(
    'an invoice by its number',
    'DOC',
    '/sales_api/get/invoice_no/501',
    /"SalesInvoice":\{"id":\d+,"invoice_no":"501".*"total_due":125.5,"total_paid":0,"banking_reference":"5010"/,
    LISTED,
  ),
  reads(
    'no such invoice',
    'DOC 404',
    '/sales_api/get/invoice_no/777',
    /"status":"ERROR","errors":\["Invoice/,
    LISTED,
    404,
  ),
  reads('an invoice that is not approved has no number', 'CLIENT', '/sales_api/get/invoice_no/502', /ERR/, LISTED, 404),
  {
    rule: 'a payment is taken',
    source: 'CLIENT',
    ...PAY,
    form: payment(),
    status: 200,
    answer: /"status":"ok","id":1/,
  },
  reads(
    'payments are listed by days, with decimals as texts',
    'CLIENT',
    '/sales_api/get/payments/2026-02-02/2026-02-02',
    /"SalesInvoicePayment":\{"id":1,"date":"2026-02-02","sum":"50.0000","payment_type":"2","description":"SA-0123456789ABC"\},"SalesInvoice":\{"id":\d+,"banking_reference":"5010"\}/,
  ),
  reads('and by creation', 'CLIENT', '/sales_api/get/payments/2026-02-02/2026-02-02/created_after:2026-03-01', /\[\]/),
  reads('an unknown filter of payments', 'OURS', '/sales_api/get/payments/2026-02-02/2026-02-02/x', /x/, {}, 400),
  refusesPayment('an invoice that is not there', 'OURS', payment({ invoice_no: '777' }), /"invoice_no":\["Invoice not/),
  refusesPayment('an invoice that is not approved', 'OURS', payment({ invoice_no: '502' }), /Invoice not found/),
  refusesPayment('a payment on a day that is none', 'OURS', payment({ payment_date: 'soon' }), /valid date/),
  refusesPayment('a payment on a locked day', 'DOC', payment(), /Accounting is locked until 2026-02-02/, {
    ...{ ...LISTED, closedBefore: '2026-02-03' },
  }),
  refusesPayment('a payment where sales are locked', 'OURS', payment(), /Sales invoices are locked until 2026-02-02/, {
    ...{ ...LISTED, salesClosedBefore: '2026-02-03' },
  }),
  refusesPayment('a payment of nothing', 'OURS', payment({ sum: '0' }), /"sum"/),
  refusesPayment('a payment type that is not there', 'OURS', payment({ payment_type: '3' }), /Payment type not found/, {
    ...{ ...LISTED, paymentTypes: [2] },
  }),
  refusesPayment('an unknown field of a payment', 'OURS', payment({ currency: 'EUR' }), /Unknown field/),
]
