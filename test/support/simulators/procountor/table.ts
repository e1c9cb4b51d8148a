/**
 * Requests that the stand-in refuses or takes, a row each: the rule, a request, the answer, and where the rule is from.
 * API: the vendor's OpenAPI document, as public clients carry it. TS: rantalainen/procountor-api-client. PY:
 * vilkasgroup/Procountor. RFC: RFC 6749. OURS: not published; our choice, so that a mistake shows.
 */
import { deriveSimulatorKeys, simulatedCustomer } from '../../../../src/connectors/procountor/sandbox-keys.ts'

export const COMPANY = simulatedCustomer(3, '7654321-0')
const { clientSecret, apiKey } = deriveSimulatorKeys(COMPANY)
export const FORM = {
  grant_type: 'client_credentials',
  client_id: COMPANY,
  client_secret: clientSecret,
  api_key: apiKey,
}

interface TokenRow {
  rule: string
  source: string
  path?: string
  form: Record<string, string>
  basic?: string
  status: number
  answer: RegExp
}

const without = (name: keyof typeof FORM) => Object.fromEntries(Object.entries(FORM).filter(([key]) => key !== name))
const PUBLIC = { grant_type: 'client_credentials', api_key: apiKey }
const TOKEN = /"access_token":"[\w-]+","token_type":"bearer","expires_in":3600/

export const TOKENS: readonly TokenRow[] = [
  { rule: 'client credentials in the form', source: 'API', form: FORM, status: 200, answer: TOKEN },
  {
    rule: 'with a redirect_uri',
    source: 'PY',
    form: { ...FORM, redirect_uri: 'https://example.com/' },
    status: 200,
    answer: TOKEN,
  },
  { rule: 'a slash at the end', source: 'PY', path: '/api/oauth/token/', form: FORM, status: 200, answer: TOKEN },
  {
    rule: 'client credentials in a Basic header',
    source: 'RFC §2.3.1',
    form: PUBLIC,
    basic: `${COMPANY}:${clientSecret}`,
    status: 200,
    answer: TOKEN,
  },
  {
    rule: 'Basic, form-encoded',
    source: 'RFC §2.3.1',
    form: PUBLIC,
    basic: `${encodeURIComponent(COMPANY)}:${clientSecret}`,
    status: 200,
    answer: TOKEN,
  },
  {
    rule: 'Basic with a wrong secret',
    source: 'RFC §5.2',
    form: PUBLIC,
    basic: `${COMPANY}:wrong`,
    status: 401,
    answer: /"invalid_client"/,
  },
  {
    rule: 'wrong secret',
    source: 'RFC §5.2',
    form: { ...FORM, client_secret: 'wrong' },
    status: 401,
    answer: /"error":"invalid_client","error_description":"Client authentication failed"/,
  },
  { rule: 'no secret', source: 'RFC §5.2', form: without('client_secret'), status: 401, answer: /"invalid_client"/ },
  {
    rule: 'unknown client',
    source: 'RFC §5.2',
    form: { ...FORM, client_id: 'someone' },
    status: 401,
    answer: /"invalid_client"/,
  },
  {
    rule: 'wrong API key',
    source: 'RFC §5.2',
    form: { ...FORM, api_key: 'wrong' },
    status: 400,
    answer: /"invalid_grant"/,
  },
  {
    rule: 'another grant',
    source: 'RFC §5.2',
    form: { ...FORM, grant_type: 'password' },
    status: 400,
    answer: /"unsupported_grant_type"/,
  },
]

interface Row {
  rule: string
  source: string
  settings?: object
  method?: 'GET' | 'POST' | 'PUT'
  path: string
  body?: object
  status: number
  answer: RegExp
}

const entry = (changes: object = {}) => ({
  transactionType: 'ENTRY',
  account: '3000',
  accountingValue: 0,
  vatPercent: 0,
  vatStatus: 12,
  ...changes,
})
export const receipt = (changes: object = {}) => ({
  ...{ type: 'JOURNAL', name: 'x', receiptDate: '2026-02-01', vatType: 'SALES', vatStatus: 1 },
  transactions: [
    entry({ account: '1701', accountingValue: 125.5 }),
    entry({ accountingValue: -100, vatPercent: 25.5, vatStatus: 1 }),
  ],
  ...changes,
})
const paid = (changes: object = {}) => ({
  paymentDate: '2026-02-02',
  amount: 40,
  currency: 'EUR',
  description: 'x',
  paymentMethodType: 'CASH',
  ...changes,
})
const LISTED = {
  invoices: 'listed',
  listedInvoices: [
    { number: 'A-1', openSum: 100 },
    { number: 'A-2', openSum: 100, status: 'UNFINISHED' },
  ],
}
const refused = (field: string, message = '') =>
  new RegExp(`"status":4\\d\\d,"field":"${field.replaceAll(/[[\].]/g, '\\$&')}","message":"[^"]*${message}`)
const post = (rule: string, source: string, changes: object, answer: RegExp, settings: object = {}): Row => ({
  ...{
    rule,
    source,
    settings,
    method: 'POST',
    path: '/api/ledgerreceipts',
    body: receipt(changes),
    status: 400,
    answer,
  },
})
const pay = (rule: string, source: string, changes: object, answer: RegExp): Row => ({
  ...{
    rule,
    source,
    settings: LISTED,
    method: 'PUT',
    path: '/api/invoices/{A-1}/paymentevents/markpaid',
    body: paid(changes),
  },
  ...{ status: 400, answer },
})
const get = (
  rule: string,
  source: string,
  path: string,
  status: number,
  answer: RegExp,
  settings: object = {},
): Row => ({
  ...{ rule, source, path, status, answer, settings },
})

export const ROWS: readonly Row[] = [
  // Versions
  get('no version', 'TS', '/api/sessioninfo', 200, /"companyId"/),
  get('latest', 'API, PY', '/latest/api/sessioninfo', 200, /"companyId"/),
  get('supported', 'PY', '/supported/api/sessioninfo', 200, /"companyId"/),
  get('a month', 'PY, Fisplay/procountor-php', '/v2404/api/sessioninfo', 200, /"companyId"/),
  get('a version that is none', 'PY', '/v1/api/sessioninfo', 404, /Not Found/),
  // Query parameters
  get(
    'search by day',
    'API',
    '/api/ledgerreceipts?startDate=2026-02-01&endDate=2026-02-01&types=JOURNAL',
    200,
    /"totalCount":0/,
  ),
  get('types twice', 'API: array', '/api/ledgerreceipts?types=JOURNAL&types=SALES_INVOICE', 200, /"results"/),
  get('times without a Z', 'API', '/api/ledgerreceipts?createdStartDate=2016-08-31T00:00:00', 200, /"results"/),
  get(
    'times with a Z',
    'API, business partners',
    '/api/invoices?versionStartDate=2016-08-31T00:00:00Z',
    200,
    /"results"/,
  ),
  get(
    'a day where a time is asked for',
    'API',
    '/api/invoices?versionStartDate=2016-08-31',
    400,
    refused('versionStartDate', 'yyyy-MM-ddTHH:mm:ss'),
  ),
  get('a Finnish date', 'API', '/api/ledgerreceipts?startDate=1.2.2026', 400, refused('startDate', 'yyyy-MM-dd')),
  get('unknown parameter', 'OURS', '/api/ledgerreceipts?name=x', 400, refused('name', 'Unknown query parameter')),
  get(
    'another case',
    'OURS: names are as documented',
    '/api/ledgerreceipts?startdate=2026-02-01',
    400,
    refused('startdate', 'Unknown'),
  ),
  get(
    'a filter that is not simulated',
    'OURS',
    '/api/invoices?searchTerm=x',
    400,
    refused('searchTerm', 'not simulated'),
  ),
  get('a parameter where there is none', 'OURS', '/api/coa?size=1', 400, refused('size', 'Unknown')),
  get('a parameter twice', 'OURS', '/api/ledgerreceipts?size=1&size=2', 400, refused('size', 'twice')),
  get('unknown type', 'API', '/api/ledgerreceipts?types=BILL', 400, refused('types', 'Unknown type')),
  get('order', 'API', '/api/ledgerreceipts?orderById=UP', 400, refused('orderById', 'ASC or DESC')),
  get('page size of at most 200', 'API', '/api/ledgerreceipts?size=201', 400, refused('size', '1..200')),
  get(
    'previousId that is not a number',
    'API',
    '/api/ledgerreceipts?previousId=x',
    400,
    refused('previousId', 'whole number'),
  ),
  // Reads
  get(
    'fiscal years with their tracking periods',
    'API',
    '/api/fiscalyears',
    200,
    /"fiscalYears":\[\{"id":\d+,"startDate":"\d{4}-01-01","endDate":"\d{4}-12-31","isOpen":true,"trackingPeriods":\[\{"id":\d+,"startDate":"\d{4}-01-01","endDate":"\d{4}-01-31","status":"OPEN"\}/,
  ),
  get('closed tracking period', 'API', '/api/fiscalyears', 200, /"endDate":"2026-01-31","status":"CLOSED"/, {
    closedBefore: '2026-02-01',
  }),
  get('receipt that is not there', 'API', '/api/ledgerreceipts/1', 404, /"message":"Ledger receipt not found"/),
  get(
    'more than 200 ids',
    'API',
    `/api/ledgerreceipts/${Array.from({ length: 201 }, (_, i) => i).join(',')}`,
    400,
    /At most 200 ids/,
  ),
  // Receipts
  {
    rule: 'receipt',
    source: 'API',
    method: 'POST',
    path: '/api/ledgerreceipts',
    body: receipt(),
    status: 200,
    answer: /"status":"UNFINISHED".*"created":"2026-03-01T10:00:00\.\d{3}","version":"2026-03-01T10:00:00\.\d{3}"/,
  },
  {
    rule: 'createReconciliation that is no boolean',
    source: 'API',
    method: 'POST',
    path: '/api/ledgerreceipts?createReconciliation=yes',
    body: receipt(),
    status: 400,
    answer: refused('createReconciliation'),
  },
  post('journals only', 'API', { type: 'SALES_INVOICE' }, refused('type', 'JOURNAL')),
  post('name of at most 80', 'API', { name: 'x'.repeat(81) }, refused('name', '80')),
  post(
    'description of at most 255',
    'API',
    { transactionDescription: 'x'.repeat(256) },
    refused('transactionDescription', '255'),
  ),
  post('date that is none', 'API', { receiptDate: '2026-02-30' }, refused('receiptDate')),
  post('closed period', 'API', {}, refused('receiptDate', 'closed'), { closedBefore: '2026-03-01' }),
  post('VAT type', 'API', { vatType: 'BOTH' }, refused('vatType')),
  post('VAT status in use', 'API', { vatStatus: 99 }, refused('vatStatus', '99 is not enabled')),
  post('one transaction at least', 'API', { transactions: [] }, refused('transactions', 'At least one')),
  post('unknown property', 'OURS', { surprise: 1 }, refused('surprise')),
  post(
    'account of the chart',
    'API',
    { transactions: [entry({ account: '999' })] },
    refused('transactions[0].account'),
  ),
  post(
    'VAT percent in use',
    'API',
    { transactions: [entry({ vatPercent: 26 })] },
    refused('transactions[0].vatPercent'),
  ),
  post('VAT status of a row', 'API', { transactions: [entry({ vatStatus: 7 })] }, refused('transactions[0].vatStatus')),
  post(
    'reversing entry without VAT',
    'API',
    { transactions: [entry({ transactionType: 'REVERSING_ENTRY' })] },
    refused('transactions[0].vatPercent'),
  ),
  post(
    'balance with VAT',
    'API',
    { transactions: [entry({ accountingValue: 1 })] },
    refused('transactions', 'does not reconcile'),
  ),
  post(
    'dimension item',
    'API',
    { transactions: [entry({ dimensionItemValues: [{ dimensionId: 1, itemId: 5, value: 0 }] })] },
    refused('transactions[0].dimensionItemValues'),
  ),
  {
    rule: 'change of a receipt that is not there',
    source: 'API',
    method: 'PUT',
    path: '/api/ledgerreceipts/1/approve',
    status: 404,
    answer: /not found/,
  },
  // Payments
  {
    rule: 'payment',
    source: 'API',
    settings: LISTED,
    method: 'PUT',
    path: '/api/invoices/{A-1}/paymentevents/markpaid',
    body: paid({ amount: 1 }),
    status: 200,
    answer: /"status":"MARKED_PAID"/,
  },
  {
    rule: 'unfinished invoice',
    source: 'API: 403 for a wrong status',
    settings: LISTED,
    method: 'PUT',
    path: '/api/invoices/{A-2}/paymentevents/markpaid',
    body: paid(),
    status: 403,
    answer: /wrong status/,
  },
  {
    rule: 'invoice that is not there',
    source: 'API',
    method: 'PUT',
    path: '/api/invoices/1/paymentevents/markpaid',
    body: paid(),
    status: 404,
    answer: /Invoice not found/,
  },
  pay('currency of the invoice', 'API', { currency: 'SEK' }, refused('currency')),
  pay('amount above what is open', 'API', { amount: 1_000 }, refused('amount')),
  pay('amount with three decimals', 'API', { amount: 1.001 }, refused('amount')),
  pay('description of at most 140', 'API', { description: 'x'.repeat(141) }, refused('description', '140')),
  pay('payment method', 'API', { paymentMethodType: 'CARD' }, refused('paymentMethodType')),
  pay('date of a payment', 'API', { paymentDate: '1.2.2026' }, refused('paymentDate')),
]
