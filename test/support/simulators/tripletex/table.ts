/**
 * Requests that the stand-in refuses or takes, a row each: the rule, a request, the answer, and where the rule is from.
 * API: the vendor's OpenAPI description (tokens, envelopes, status and error codes, parameters). SEEN: answers of the
 * vendor's test system as public clients keep them. OURS: not published; our choice, so that a mistake shows.
 */
import { deriveSimulatorKeys, simulatedCompany } from '../../../../src/connectors/tripletex/sandbox-keys.ts'

export const COMPANY = simulatedCompany(3, '912345678')
export const KEYS = deriveSimulatorKeys(COMPANY)
const OTHER = deriveSimulatorKeys(simulatedCompany(4, '912345678'))

interface TokenRow {
  rule: string
  source: string
  /** Parameters of `:create`, or the body of `:createFromRefreshToken`. */
  query?: Record<string, string>
  body?: object
  status: number
  answer: RegExp
}

const { consumerToken, employeeToken, refreshToken } = KEYS
const CREATE = { consumerToken, employeeToken, expirationDate: '2026-03-02' }
const UNAUTHORIZED = { status: 401, answer: /"code":3000/ }

export const TOKENS: readonly TokenRow[] = [
  {
    ...{ rule: 'both tokens and a day', source: 'API', query: CREATE, status: 200 },
    answer: /"value":\{"token":"[\w-]+","expirationDate":"2026-03-02"\}/,
  },
  { rule: 'another consumer', source: 'API', query: { ...CREATE, consumerToken: 'x' }, ...UNAUTHORIZED },
  { rule: 'a token of nobody', source: 'API', query: { ...CREATE, employeeToken: 'x' }, ...UNAUTHORIZED },
  {
    ...{ rule: 'the employee of another consumer', source: 'API', ...UNAUTHORIZED },
    query: { ...CREATE, employeeToken: OTHER.employeeToken },
  },
  {
    ...{ rule: 'a day that has passed', source: 'OURS', query: { ...CREATE, expirationDate: '2026-03-01' } },
    ...{ status: 422, answer: /expirationDate/ },
  },
  {
    ...{
      rule: 'no day',
      source: 'API',
      query: { consumerToken, employeeToken },
      status: 422,
      answer: /expirationDate/,
    },
  },
  {
    ...{ rule: 'the company’s own token', source: 'SEEN', body: { refreshToken, ttlSeconds: 3600 } },
    ...{ status: 200, answer: /"token":"[\w-]+"/ },
  },
  {
    ...{ rule: 'an own token that nobody made', source: 'SEEN', body: { refreshToken: 'x', ttlSeconds: 60 } },
    ...UNAUTHORIZED,
  },
  {
    ...{ rule: 'a life of no seconds', source: 'OURS', body: { refreshToken, ttlSeconds: 0 } },
    ...{ status: 422, answer: /ttlSeconds/ },
  },
]

type Json = Record<string, unknown>

/** Ids of the simulated company, as the client of the test has looked them up. */
export interface Ids {
  account(number: number): number
  customer: number
  department: number
  project: number
  voucherType: number
  paymentType: number
  invoice: number
}

interface Row {
  rule: string
  source: string
  settings?: object
  method?: 'GET' | 'POST' | 'PUT'
  path: string | ((ids: Ids) => string)
  body?: (ids: Ids) => unknown
  status: number
  answer: RegExp
}

/** A voucher that is taken; `changes` make the request of a row. */
export function voucher(ids: Ids, changes: Json = {}): Json {
  return {
    date: '2026-02-01',
    description: 'Faktura 1001',
    externalVoucherNumber: 'SA-0123456789ABC',
    postings: [
      posting(ids, 1, 1500, 125, { customer: { id: ids.customer }, invoiceNumber: '1001' }),
      posting(ids, 2, 3000, -125, {
        ...{ vatType: { id: 3 }, department: { id: ids.department }, project: { id: ids.project } },
      }),
    ],
    ...changes,
  }
}

function posting(ids: Ids, row: number, account: number, amount: number, more: Json = {}): Json {
  return { row, account: { id: ids.account(account) }, amountGross: amount, amountGrossCurrency: amount, ...more }
}

/** A voucher of two rows on 1700 and 3000, with changes of the second. */
const two =
  (more: Json, account = 3000) =>
  (ids: Ids) =>
    voucher(ids, { postings: [posting(ids, 1, 1700, 1), posting(ids, 2, account, -1, more)] })
const changed = (changes: Json) => (ids: Ids) => voucher(ids, changes)

const LISTED = { invoices: 'listed', listedInvoices: [{ number: '501', openSum: 125, reference: '5017' }] }
const POST = { method: 'POST', path: '/ledger/voucher?sendToLedger=true' } as const
const DAYS = 'invoiceDateFrom=2020-01-01&invoiceDateTo=2030-01-01'
const VALIDATION = { status: 422 } as const
const pay = (changes: Record<string, string> = {}) => ({
  ...{ method: 'PUT' as const, settings: LISTED },
  path: (ids: Ids) => {
    const given = { paymentDate: '2026-02-02', paymentTypeId: String(ids.paymentType), paidAmount: '125' }
    return `/invoice/${ids.invoice}/:payment?${new URLSearchParams({ ...given, ...changes }).toString()}`
  },
})

export const ROWS: readonly Row[] = [
  {
    ...{ rule: 'a voucher is booked with the next number of its year', source: 'API', ...POST, body: voucher },
    ...{ status: 201, answer: /"number":1,"year":2026.*"externalVoucherNumber":"SA-0123456789ABC"/ },
  },
  {
    ...{ rule: 'without sendToLedger it waits', source: 'API', ...POST, path: '/ledger/voucher?sendToLedger=false' },
    ...{ body: changed({ externalVoucherNumber: 'draft' }), status: 201, answer: /"number":0/ },
  },
  {
    ...{ rule: 'VAT is taken out of the gross amount, and booked in row 0', source: 'SEEN' },
    path: '/ledger/voucher?dateFrom=2026-02-01&dateTo=2026-02-02&fields=postings(row,amount,amountGross,account(number))',
    status: 200,
    answer:
      /"row":2,"amount":-100,"amountGross":-125,"account":\{"number":3000\}\},\{"row":0,"amount":-25,"amountGross":-25,"account":\{"number":2700\}/,
  },
  {
    ...{ rule: 'it is found by its external number', source: 'API' },
    path: '/ledger/voucher/>externalVoucherNumber?externalVoucherNumber=SA-0123456789ABC&fields=id,number',
    ...{ status: 200, answer: /"fullResultSize":1,.*"values":\[\{"id":\d+,"number":1\}\]/ },
  },
  {
    ...{ rule: 'the sign may be escaped', source: 'RFC 3986' },
    path: '/ledger/voucher/%3EexternalVoucherNumber?externalVoucherNumber=none',
    ...{ status: 200, answer: /"values":\[\]/ },
  },
  {
    ...{ rule: 'dateTo is the day after the last', source: 'API', status: 200, answer: /"values":\[\]/ },
    path: '/ledger/voucher?dateFrom=2026-01-01&dateTo=2026-02-01',
  },
  {
    ...{ rule: 'a search without days', source: 'SEEN', path: '/ledger/voucher', ...VALIDATION },
    answer: /"field":"dateFrom","message":"Kan ikke være null\."/,
  },
  {
    ...{ rule: 'records within a record show their ids', source: 'API', status: 200 },
    path: '/ledger/posting?dateFrom=2026-02-01&dateTo=2026-02-02&accountNumberFrom=1500&accountNumberTo=1599&fields=account',
    answer: /"values":\[\{"account":\{"id":\d+\}\}/,
  },
  {
    ...{ rule: 'a field that is unknown', source: 'SEEN', path: '/ledger/vatType?fields=id,surprise', status: 400 },
    answer: /"code":11000,"message":"Illegal field in fields filter: surprise"/,
  },
  {
    ...{ rule: 'a parameter that is unknown', source: 'OURS', path: '/ledger/vatType?surprise=1', ...VALIDATION },
    answer: /"field":"surprise"/,
  },
  {
    ...{
      rule: 'a list page by page',
      source: 'API',
      path: '/ledger/vatType?from=1&count=2&fields=number',
      status: 200,
    },
    answer: /"from":1,"count":2,.*"values":\[\{"number":"1"\},\{"number":"11"\}\]/,
  },
  {
    ...{ rule: 'several accounts at once, by their numbers', source: 'SEEN', status: 200 },
    path: '/ledger/account?number=1500,3000&fields=number,ledgerType,vatLocked,vatType(number)',
    settings: { lockedAccounts: { '3000': '3' } },
    answer:
      /"number":1500,"ledgerType":"CUSTOMER","vatLocked":false.*"number":3000,.*"vatLocked":true,"vatType":\{"number":"3"\}/,
  },
  {
    ...{ rule: 'a posting without a row', source: 'SEEN', ...POST, ...VALIDATION, answer: /rad 0 \(guiRow 0\)/ },
    body: two({ row: undefined }),
  },
  {
    ...{ rule: 'postings that do not balance', source: 'SEEN', ...POST, body: two({ amountGross: -2 }) },
    ...{ ...VALIDATION, answer: /amountGrossCurrency/ },
  },
  {
    ...{ rule: 'postings that do not sum to 0', source: 'SEEN', ...POST, ...VALIDATION, answer: /ikke lik 0/ },
    body: two({ amountGross: -2, amountGrossCurrency: -2 }),
  },
  {
    ...{ rule: 'no postings', source: 'SEEN', ...POST, body: changed({ postings: [] }), ...VALIDATION },
    answer: /Bilag uten posteringer/,
  },
  {
    ...{ rule: 'no date', source: 'SEEN', ...POST, body: changed({ date: null }), ...VALIDATION },
    answer: /"field":"date","message":"Kan ikke være null\."/,
  },
  {
    ...{ rule: 'a date that is none', source: 'OURS', ...POST, body: changed({ date: '2026-02-30' }), ...VALIDATION },
    answer: /Ugyldig dato/,
  },
  {
    ...{ rule: 'no description', source: 'SEEN', ...POST, body: changed({ description: '' }), ...VALIDATION },
    answer: /"field":"description"/,
  },
  {
    ...{ rule: 'a description of 256 characters', source: 'OURS', ...POST, ...VALIDATION, answer: /255 tegn/ },
    body: changed({ description: 'x'.repeat(256) }),
  },
  {
    ...{ rule: 'an external number of 71 characters', source: 'API', ...POST, ...VALIDATION, answer: /70 tegn/ },
    body: changed({ externalVoucherNumber: 'x'.repeat(71) }),
  },
  {
    ...{ rule: 'an account of the customer ledger without a customer', source: 'SEEN', ...POST, body: two({}, 1500) },
    ...{ ...VALIDATION, answer: /"field":"postings\.customer\.id","message":"Kunde mangler\."/ },
  },
  {
    ...{ rule: 'an account of the supplier ledger without a supplier', source: 'SEEN', ...POST, body: two({}, 2400) },
    ...{ ...VALIDATION, answer: /Leverandør mangler/ },
  },
  {
    ...{ rule: 'a customer that is not there', source: 'API', ...POST, body: two({ customer: { id: 1 } }, 1500) },
    ...{ ...VALIDATION, answer: /Kunden finnes ikke/ },
  },
  {
    ...{ rule: 'an account by its number alone', source: 'SEEN', ...POST, body: two({ account: { number: 3000 } }) },
    ...{ ...VALIDATION, answer: /"field":"postings\.account\.id"/ },
  },
  {
    ...{ rule: 'an account that the chart lacks', source: 'API', ...POST, body: voucher, ...VALIDATION },
    ...{ settings: { missingAccounts: ['3000'] }, answer: /Kontoen 3000 finnes ikke/ },
  },
  {
    ...{ rule: 'an account that is locked to a VAT type', source: 'SEEN', ...POST, body: two({}), ...VALIDATION },
    settings: { lockedAccounts: { '3000': '3' } },
    answer:
      /"field":"postings\.vatType\.id","message":"Kontoen 3000 Konto 3000 er låst til mva-kode 3: Utgående avgift/,
  },
  {
    ...{ rule: 'a VAT type that is not there', source: 'SEEN', ...POST, body: two({ vatType: { id: 99 } }) },
    ...{ ...VALIDATION, answer: /Ugyldig mva-kode/ },
  },
  {
    ...{ rule: 'a department that is not there', source: 'API', ...POST, body: voucher, ...VALIDATION },
    ...{ settings: { departments: [] }, answer: /Avdelingen finnes ikke/ },
  },
  {
    ...{ rule: 'a project that is not there', source: 'API', ...POST, body: voucher, ...VALIDATION },
    ...{ settings: { projects: [] }, answer: /Prosjektet finnes ikke/ },
  },
  {
    ...{
      rule: 'a voucher type that is there',
      source: 'API',
      ...POST,
      status: 201,
      answer: /"voucherType":\{"id":\d+\}/,
    },
    body: (ids) => voucher(ids, { voucherType: { id: ids.voucherType }, externalVoucherNumber: '' }),
  },
  {
    ...{ rule: 'a voucher type of another company', source: 'SEEN', ...POST, ...VALIDATION },
    ...{ body: changed({ voucherType: { id: 9_744_848 } }), answer: /Ugyldig bilagstype/ },
  },
  {
    ...{ rule: 'a closed accounting period', source: 'API (isClosed)', ...POST, body: voucher, ...VALIDATION },
    ...{ settings: { closedBefore: '2026-03-01' }, answer: /Regnskapsperioden er lukket/ },
  },
  {
    ...{ rule: 'a field of a voucher that is unknown', source: 'SEEN', ...POST, body: changed({ voucherDate: 'x' }) },
    ...{ ...VALIDATION, answer: /"code":16000.*"field":"voucherDate","message":"Feltet eksisterer ikke i objektet\."/ },
  },
  {
    ...{ rule: 'a field of a posting that is unknown', source: 'SEEN', ...POST, body: two({ debit: 1 }) },
    ...{ ...VALIDATION, answer: /"field":"postings\.debit"/ },
  },
  {
    ...{ rule: 'a body that is no JSON', source: 'API 22000', ...POST, body: () => undefined, ...VALIDATION },
    answer: /"code":22000/,
  },
  {
    ...{ rule: 'a period begins on its first day and ends before its last', source: 'SEEN', status: 200 },
    ...{ path: '/ledger/accountingPeriod?from=73&count=1', settings: { closedBefore: '2026-02-15' } },
    answer: /"start":"2026-02-01","end":"2026-03-01","isClosed":true/,
  },
  {
    ...{ rule: 'a search of invoices without days', source: 'SEEN', path: '/invoice?invoiceNumber=501', ...VALIDATION },
    answer: /"field":"invoiceDateFrom"/,
  },
  {
    ...{ rule: 'an invoice is found by its number', source: 'API', settings: LISTED, status: 200 },
    ...{
      path: `/invoice?${DAYS}&invoiceNumber=501&fields=kid,amountOutstanding`,
      answer: /"kid":"5017","amountOutstanding":125/,
    },
  },
  {
    ...{ rule: 'an invoice is found by its KID', source: 'API', settings: LISTED, status: 200 },
    ...{ path: `/invoice?${DAYS}&kid=5017&fields=invoiceNumber`, answer: /"invoiceNumber":501/ },
  },
  {
    ...{ rule: 'a payment is registered; the answer is the invoice', source: 'API', ...pay(), status: 200 },
    answer: /"invoiceNumber":501,.*"amountOutstanding":0,.*"postings":\[\{"id":\d+\}\]/,
  },
  {
    ...{ rule: 'it is a voucher of its own', source: 'SEEN', status: 200 },
    path: '/ledger/posting?dateFrom=2026-02-02&dateTo=2026-02-03&fields=amount,invoiceNumber,account(number),voucher(number)',
    answer:
      /"amount":125,.*"number":1920.*"amount":-125,"invoiceNumber":"501","account":\{"number":1500\},"voucher":\{"number":3\}/,
  },
  {
    ...{ rule: 'a payment of an invoice that is not there', source: 'API 6000', method: 'PUT', status: 404 },
    ...{ path: '/invoice/1/:payment?paymentDate=2026-02-02&paymentTypeId=1&paidAmount=1', answer: /Object not found/ },
  },
  {
    ...{ rule: 'a payment of a credited invoice', source: 'OURS', ...pay(), ...VALIDATION, answer: /kreditert/ },
    settings: { listedInvoices: [{ number: '501', openSum: 1, credited: true }] },
  },
  {
    ...{ rule: 'a payment type of outgoing payments', source: 'SEEN', ...pay({ paymentTypeId: '1' }), ...VALIDATION },
    answer: /må være en innbetaling/,
  },
  { rule: 'a payment of nothing', source: 'OURS', ...pay({ paidAmount: '0' }), ...VALIDATION, answer: /paidAmount/ },
  { rule: 'a payment on no day', source: 'SEEN', ...pay({ paymentDate: '' }), ...VALIDATION, answer: /paymentDate/ },
  {
    ...{ rule: 'a payment in a closed period', source: 'API (isClosed)', ...pay(), ...VALIDATION, answer: /lukket/ },
    settings: { ...LISTED, closedBefore: '2026-03-01' },
  },
  {
    ...{ rule: 'payment types with the accounts that they debit', source: 'SEEN', status: 200 },
    path: '/invoice/paymentType?fields=description,debitAccount(number)',
    answer: /"description":"Betalt til bank","debitAccount":\{"number":1920\}/,
  },
  {
    ...{ rule: 'who the token is of', source: 'API', path: '/token/session/>whoAmI?fields=company(name)', status: 200 },
    answer: new RegExp(`"company":\\{"name":"${COMPANY}"\\}`),
  },
]
