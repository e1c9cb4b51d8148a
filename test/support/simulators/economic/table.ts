/**
 * Requests that the stand-in refuses or takes, a row each: the rule, a request, the answer, and where the rule is from.
 * REST: the vendor's REST documentation (introduction, journals, accounting years, invoices). API: its OpenAPI of journals.
 * OURS: not published; our choice, so that a mistake shows.
 */
import { deriveSimulatorKeys, simulatedCustomer } from '../../../../src/connectors/economic/sandbox-keys.ts'

export const COMPANY = simulatedCustomer(3, '12345678')
export const KEYS = deriveSimulatorKeys(COMPANY)

type Json = Record<string, unknown>

interface Row {
  rule: string
  source: string
  settings?: object
  headers?: Record<string, string>
  method?: 'GET' | 'POST'
  path: string
  body?: unknown
  status: number
  answer: RegExp
}

const SHARED = { date: '2026-02-01', currency: { code: 'DKK' } }
const line = (accountNumber: unknown, amount: unknown, more: Json = {}): Json => ({
  ...{ account: { accountNumber }, amount, text: 'SA-0123456789ABC Rent', ...SHARED, ...more },
})
const PAIR = [line(6190, 125), line(1010, -125, { vatAccount: { vatCode: 'U25' }, vatAmount: -25 })]

/** A voucher that is taken; `changes` make the request of a row. */
export function voucher(changes: Json = {}): Json {
  return {
    accountingYear: { year: '2026' },
    journal: { journalNumber: 1 },
    entries: { financeVouchers: PAIR },
    ...changes,
  }
}
const lines = (...financeVouchers: Json[]) => voucher({ entries: { financeVouchers } })
const paid = (changes: Json = {}) =>
  voucher({
    entries: {
      customerPayments: [
        {
          ...{ customer: { customerNumber: 7 }, customerInvoice: 501, amount: -125, text: 'Paid', ...SHARED },
          ...{ contraAccount: { accountNumber: 6480 }, ...changes },
        },
      ],
    },
  })
const LISTED = { invoices: 'listed', listedInvoices: [{ number: '501', openSum: 125, reference: 'E-1', customer: 7 }] }
const POST = { method: 'POST', path: '/journals/1/vouchers' } as const
const refuses = (rule: string, source: string, body: unknown, answer: RegExp, settings: object = {}): Row => ({
  ...{ rule, source, ...POST, body, answer, settings, status: 400 },
})
const asks = (rule: string, source: string, path: string, answer: RegExp, more: Partial<Row> = {}): Row => ({
  ...{ rule, source, path, answer, status: 200, ...more },
})

export const ROWS: readonly Row[] = [
  asks('both tokens open the company', 'REST', '/self', new RegExp(`"name":"${COMPANY}"`)),
  asks('a grant that nobody gave', 'REST', '/self', /"errorCode":"E00000".*"httpStatusCode":401/, {
    ...{ headers: { 'x-agreementgranttoken': 'demo' }, status: 401 },
  }),
  asks('the token of another app', 'REST', '/self', /"httpStatusCode":401/, {
    ...{ headers: { 'x-appsecrettoken': 'demo' }, status: 401 },
  }),
  asks('a grant that was revoked', 'REST', '/self', /revoked/, { settings: { grant: 1 }, status: 401 }),
  {
    ...{ rule: 'a grant that may only read', source: 'REST', ...POST, body: voucher(), settings: { readOnly: true } },
    ...{ status: 403, answer: /"httpStatusCode":403/ },
  },
  {
    ...{ rule: 'a voucher is taken, and gets the next number of its year', source: 'REST', ...POST, body: voucher() },
    ...{
      status: 201,
      answer: /^\[\{"accountingYear":\{"year":"2026"\},"journal":\{"journalNumber":1\},"voucherNumber":1,/,
    },
  },
  {
    ...{ rule: 'a journal that is not there', source: 'REST', method: 'POST', path: '/journals/9/vouchers' },
    ...{ body: voucher(), status: 404, answer: /journal 9 not found/ },
  },
  refuses('no accounting year', 'REST', voucher({ accountingYear: undefined }), /"E04500","message":"accountingYear/),
  refuses(
    'an accounting year that is not there',
    'REST',
    voucher({ accountingYear: { year: '1999' } }),
    /"accountingYear":\{"errors":\[\{"errorCode":"E06000","message":"accountingYear does not exist.".*"value":"1999"/,
  ),
  refuses('an accounting year that is closed', 'REST', voucher(), /accountingYear is closed/, {
    accountingYears: [{ year: '2026', from: '2026-01-01', to: '2026-12-31', closed: true }],
  }),
  refuses(
    'a date outside the accounting year',
    'OURS',
    voucher({ accountingYear: { year: '2025' } }),
    /date is outside of the accounting year/,
  ),
  refuses('a date in a closed period', 'OURS', voucher(), /date is in a closed period/, { closedBefore: '2026-03-01' }),
  refuses('a date that is none', 'REST', lines(line(6190, 1, { date: '2026-02-30' })), /date is not a date/),
  refuses('no date', 'REST', lines(line(6190, 1, { date: undefined })), /date is required/),
  refuses('no amount', 'REST', lines(line(6190, undefined)), /amount is required/),
  refuses(
    'three decimals',
    'REST E04740',
    lines(line(6190, 0.001), line(1010, -0.001)),
    /"errorCode":"E04740","message":"amount scale cannot be greater then two decimal places."/,
  ),
  refuses('no entries', 'OURS', voucher({ entries: {} }), /A voucher needs entries/),
  refuses(
    'an account that the chart lacks, by its place',
    'REST E06000',
    voucher(),
    /"financeVouchers":\[\{"arrayIndex":1,"account":\{"errors":\[\{"errorCode":"E06000".*"value":1010/,
    { missingAccounts: ['1010'] },
  ),
  refuses('no account', 'REST E04500', lines(line(undefined, 1)), /No identifiers present on account/),
  refuses('an account without direct entries', 'OURS', voucher(), /does not allow direct entries/, {
    blockedAccounts: ['1010'],
  }),
  refuses('a VAT code that is not there', 'REST E06000', voucher(), /vatAccount does not exist/, { vatCodes: ['U0'] }),
  refuses(
    'a VAT code of six characters',
    'REST',
    lines(line(6190, 1, { vatAccount: { vatCode: 'TOOLNG' } })),
    /vatAccount does not exist/,
  ),
  refuses('an amount of VAT without its code', 'OURS', lines(line(6190, 1, { vatAmount: 1 })), /needs a vatAccount/),
  refuses(
    'a text of 251 characters',
    'REST',
    lines(line(6190, 1, { text: 'x'.repeat(251) })),
    /at most 250 characters/,
  ),
  refuses(
    'a department that is not there',
    'REST E06000',
    lines(line(6190, 1, { departmentalDistribution: { departmentalDistributionNumber: 5 } })),
    /departmentalDistribution does not exist/,
    { departments: [1] },
  ),
  refuses(
    'a project that is not there',
    'REST E06000',
    lines(line(6190, 1, { project: { projectNumber: 5 } })),
    /project does not exist/,
    { projects: [1] },
  ),
  refuses('a currency that is not there', 'REST E06000', voucher(), /currency does not exist/, { currency: 'EUR' }),
  refuses('an unbalanced voucher', 'OURS', lines(line(6190, 2), line(1010, -1)), /does not balance: 1\.00/),
  refuses('a field that is unknown', 'OURS', lines(line(6190, 1, { surprise: 1 })), /surprise is not a known property/),
  refuses('a body that is not an object', 'REST', [], /not a JSON object/),
  asks('an unbooked voucher is read by year and number', 'REST', '/journals/1/vouchers/2026-1', /"voucherNumber":1/),
  asks('a voucher that is not there', 'REST', '/journals/1/vouchers/2026-99', /does not exist/, { status: 404 }),
  asks(
    'entries of a journal are searched by day and text',
    'REST',
    '/journals/1/entries?filter=date$eq:2026-02-01$and:text$like:sa-0123456789abc&pagesize=1&skippages=1',
    /"collection":\[\{"account":\{"accountNumber":1010\}.*"voucher":\{"voucherNumber":1,.*"results":2/,
  ),
  asks('a text that is not there', 'REST', '/journals/1/entries?filter=text$like:none', /"collection":\[\]/),
  asks('a filter that the list does not take', 'REST', '/journals/1/entries?filter=x$eq:1', /not filterable/, {
    status: 400,
  }),
  asks('a filter that is none', 'REST', '/journals/1/entries?filter=x', /cannot be parsed/, { status: 400 }),
  asks('a page of 1 001', 'REST', '/journals/1/entries?pagesize=1001', /1000/, { status: 400 }),
  asks('twenty records a page by default', 'REST', '/accounting-years/2026/periods', /"pageSize":20/),
  asks('a parameter that is unknown', 'OURS', '/journals?surprise=1', /surprise/, { status: 400 }),
  asks('entries that are not booked are in no year', 'REST', '/accounting-years/2026/entries', /"collection":\[\]/),
  {
    ...{ rule: 'a journal is booked whole', source: 'API', method: 'POST' },
    ...{ path: '/journalsapi/v16.0.1/journals/1/book', status: 200, answer: /1/ },
  },
  {
    ...{ rule: 'an empty journal is not booked', source: 'OURS', method: 'POST' },
    ...{ path: '/journalsapi/v16.0.1/journals/1/book', status: 400, answer: /no entries/ },
  },
  asks(
    'booked entries stand in the year, with VAT apart',
    'REST',
    '/accounting-years/2026/entries?filter=date$eq:2026-02-01',
    /"accountNumber":1010\},"amount":-100,.*"accountNumber":6902\},"amount":-25,.*"voucherNumber":1/,
  ),
  asks('and in the journal no more', 'REST', '/journals/1/entries', /"collection":\[\]/),
  asks(
    'a closed period is shown',
    'REST',
    '/accounting-years/2026/periods',
    /"toDate":"2026-01-31","closed":true\},\{"periodNumber":2,"fromDate":"2026-02-01","toDate":"2026-02-28"\}/,
    { settings: { closedBefore: '2026-02-01' } },
  ),
  asks(
    'a year of two calendar years has a slash, which an address replaces',
    'REST',
    '/accounting-years/2025_6_2026/periods',
    /"periodNumber":12,"fromDate":"2026-06-01","toDate":"2026-06-30"/,
    { settings: { accountingYears: [{ year: '2025/2026', from: '2025-07-01', to: '2026-06-30' }] } },
  ),
  asks('a booked invoice', 'REST', '/invoices/booked?filter=bookedInvoiceNumber$eq:501', /"remainder":125,/, {
    settings: LISTED,
  }),
  asks(
    'by its other reference',
    'OURS',
    '/invoices/booked?filter=references.other$eq:e-1',
    /"customerNumber":7.*"other":"E-1"/,
  ),
  {
    ...{ rule: 'a customer payment is taken', source: 'REST', ...POST, body: paid(), settings: LISTED },
    ...{ status: 201, answer: /"customerPayments":\[\{.*"customerInvoice":501/ },
  },
  asks('and is paid from the invoice', 'OURS', '/invoices/booked?filter=bookedInvoiceNumber$eq:501', /"remainder":0,/),
  refuses('a payment without a customer', 'REST', paid({ customer: undefined }), /customer is required/),
  refuses(
    'a payment of an invoice that is not there',
    'OURS',
    paid({ customerInvoice: 9 }),
    /customerInvoice does not/,
  ),
  refuses('a payment of another customer', 'OURS', paid({ customer: { customerNumber: 8 } }), /another customer/),
  refuses('a payment without its contra account', 'REST', paid({ contraAccount: undefined }), /contraAccount/),
  refuses('a payment to an account that is not there', 'REST', paid(), /contraAccount does not exist/, {
    missingAccounts: ['6480'],
  }),
  asks('the journals there are', 'REST', '/journals', /"journalNumber":2/),
  asks('the VAT codes there are', 'REST', '/vat-accounts', /"vatCode":"U25"/),
]
