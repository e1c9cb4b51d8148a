/**
 * Requests that the stand-in refuses or takes, a row each: the rule, a request, the answer, and where the rule is from.
 * API: the OpenAPI document of the General Ledger API, as a public client carries it. AUTH: the vendor's page about
 * authentication. APIM: the gateway's own answers. RFC: RFC 6749. OURS: not published; our choice, so that a mistake shows.
 */
import { deriveSimulatorKeys, simulatedCustomer } from '../../../../src/connectors/talenom/sandbox-keys.ts'

export const ORGANISATION = '7654321-0'
export const COMPANY = simulatedCustomer(3, ORGANISATION)
const keys = deriveSimulatorKeys(COMPANY)
export const KEY = keys.subscriptionKey
export const FORM = { grant_type: 'client_credentials', client_id: COMPANY, client_secret: keys.clientSecret }

type Json = Record<string, unknown>

interface TokenRow {
  rule: string
  source: string
  form: Record<string, string>
  status: number
  answer: RegExp
}

export const TOKENS: readonly TokenRow[] = [
  {
    ...{ rule: 'client credentials in the form', source: 'AUTH', form: FORM, status: 200 },
    answer: /"access_token":"[\w-]+","expires_in":3600,"token_type":"Bearer"/,
  },
  { rule: 'with a scope', source: 'OURS', form: { ...FORM, scope: 'any' }, status: 200, answer: /access_token/ },
  {
    rule: 'a wrong secret',
    source: 'RFC',
    form: { ...FORM, client_secret: 'x' },
    status: 400,
    answer: /invalid_client/,
  },
  {
    rule: 'a client that nobody knows',
    source: 'RFC',
    form: { ...FORM, client_id: 'x' },
    status: 400,
    answer: /invalid_/,
  },
  { rule: 'a password', source: 'RFC', form: { ...FORM, grant_type: 'password' }, status: 400, answer: /unsupported/ },
]

interface Row {
  rule: string
  source: string
  settings?: object
  /** undefined: the right one; '': none. */
  key?: string
  bearer?: string
  method?: 'GET' | 'POST' | 'DELETE'
  path: string
  body?: unknown
  status: number
  answer: RegExp
}

const ID = '7e0d1c2a-1111-4222-8333-444455556666'
const posting = (accountNumber: string, vatIncludedAmount: number, more: Json = {}): Json => ({
  ...{ isReadOnly: false, accountNumber, vatIncludedAmount },
  ...more,
})
const POSTINGS = [
  posting('1701', 125.5, { description: 'Rent' }),
  posting('3000', -100, { costCenter: '100', project: 'P1' }),
  posting('2939', -25.5),
]

/** A voucher that is taken; `changes` make the request of a row. */
export function voucher(changes: Json = {}): Json {
  return {
    ...{ category: 'IntegrationSales', voucherState: 'Accepted', voucherDate: '2026-02-01' },
    ...{ description: 'SA-0123456789ABC 1001', preventVatPeeling: true, postings: POSTINGS },
    ...changes,
  }
}

const VOUCHERS = `/v2/vouchers/${ORGANISATION}`
const ADD = { method: 'POST', path: VOUCHERS } as const
const x = (length: number) => 'x'.repeat(length)

function takes(rule: string, source: string, changes: Json, answer: RegExp, settings: object = {}): Row {
  return { rule, source, ...ADD, body: [voucher(changes)], settings, status: 200, answer }
}
function refuses(rule: string, source: string, changes: Json, answer: RegExp, settings: object = {}): Row {
  return { rule, source, ...ADD, body: [voucher(changes)], settings, status: 400, answer }
}
function reads(rule: string, source: string, path: string, answer: RegExp, status = 200): Row {
  return { rule, source, path, answer, status }
}
const first = (more: Json) => ({ postings: [{ ...POSTINGS[0], ...more }, ...POSTINGS.slice(1)] })

export const ROWS: readonly Row[] = [
  { rule: 'no subscription key', source: 'APIM', key: '', path: VOUCHERS, status: 401, answer: /missing subscription/ },
  { rule: 'a wrong key', source: 'APIM', key: 'x', path: VOUCHERS, status: 401, answer: /invalid subscription key/ },
  { rule: 'no token', source: 'API 401', bearer: 'x', path: VOUCHERS, status: 401, answer: /^$/ },
  { rule: 'another organisation', source: 'API 403', path: '/v2/vouchers/1', status: 403, answer: /^$/ },
  takes('a voucher is taken, and answered with its id', 'API', {}, /^\[\{"voucherId":"[0-9a-f-]{36}"\}\]$/),
  takes('an id may be given', 'API', { id: ID }, new RegExp(`"voucherId":"${ID}"`)),
  refuses('the same id again', 'OURS', { id: ID.toUpperCase() }, /Voucher 7e0d1c2a-.* already exists/),
  {
    rule: 'the same id again, where it is answered',
    ...{ source: 'OURS', ...ADD, body: [voucher({ id: ID })], settings: { duplicateIds: 'return' } },
    ...{ status: 200, answer: new RegExp(ID) },
  },
  { rule: 'no list', source: 'API', ...ADD, body: voucher(), status: 400, answer: /list of vouchers/ },
  {
    rule: 'of two vouchers, one wrong: none is stored',
    ...{
      source: 'OURS',
      ...ADD,
      body: [voucher(), voucher({ category: 'X' })],
      status: 400,
      answer: /\[1\] Category X/,
    },
  },
  refuses('an id that is no GUID', 'API', { id: '1' }, /GUID/),
  refuses('no description', 'API', { description: '' }, /The description field is required/),
  refuses('a description of 101 characters', 'API', { description: x(101) }, /maximum length of 100/),
  refuses('no category', 'API', { category: undefined }, /The category field is required/),
  refuses(
    'a category that is not for new vouchers',
    'API',
    { category: 'Recurrent' },
    /Category Recurrent is not valid/,
  ),
  refuses('no state', 'API', { voucherState: undefined }, /The voucherState field is required/),
  refuses('a state that cannot be posted', 'API', { voucherState: 'Deleted' }, /state is not valid/),
  refuses('no postings', 'API', { postings: undefined }, /The postings field is required/),
  refuses('an unknown field', 'API additionalProperties', { surprise: 1 }, /surprise is not known/),
  refuses('a voucher number of 101 characters', 'API', { voucherNumber: x(101) }, /voucherNumber/),
  refuses('an invoice number of 51 characters', 'API', { invoiceNumber: x(51) }, /invoiceNumber/),
  refuses('a reference number of 26 characters', 'API', { referenceNumber: x(26) }, /referenceNumber/),
  refuses('a comment of 2 001 characters', 'API', { customerCommentToAccounting: x(2_001) }, /maximum length of 2000/),
  refuses('an acceptor of 101 characters', 'API', { acceptor: x(101) }, /acceptor/),
  refuses('a date that is none', 'API', { voucherDate: '2026-02-30' }, /voucherDate is not a date/),
  refuses(
    'an accepted voucher without a date',
    'API',
    { voucherDate: null },
    /date of an accepted voucher is required/,
  ),
  refuses('one posting', 'API', { postings: [POSTINGS[0]] }, /at least two postings/),
  refuses('amounts that do not sum to zero', 'API', first({ vatIncludedAmount: 125.49 }), /must be zero, it is -0\.01/),
  refuses('three decimals', 'OURS', first({ vatIncludedAmount: 125.501 }), /two decimals/),
  refuses('an amount as a text', 'API', first({ vatIncludedAmount: '125.50' }), /two decimals/),
  refuses(
    'a posting without isReadOnly',
    'API',
    first({ isReadOnly: undefined }),
    /Postings\[0\]: The isReadOnly field/,
  ),
  refuses('an unknown field of a posting', 'API', first({ surprise: 1 }), /surprise is not known/),
  refuses('a text of a posting of 101 characters', 'API', first({ description: x(101) }), /maximum length of 100/),
  refuses('a cost centre of 9 characters', 'API', first({ costCenter: x(9) }), /maximum length of 8/),
  refuses('an account number that is a number', 'API', first({ accountNumber: 1701 }), /accountNumber/),
  refuses('an account that the chart lacks', 'API', {}, /Account number 3000 does not exist or is not enabled/, {
    missingAccounts: ['3000'],
  }),
  refuses('a cost centre that is not there', 'API V1', {}, /Cost center 100 does not exist/, { costCenters: ['200'] }),
  refuses('a project that is not there', 'API V1', {}, /Project P1 does not exist/, { projects: ['P2'] }),
  takes('a match key on a ledger account', 'API', first({ matchKey: '1001' }), /voucherId/),
  refuses('a match key of 16 characters', 'API', first({ matchKey: x(16) }), /maximum length of 15/),
  refuses('a match key on another account', 'API', first({ accountNumber: '1910', matchKey: '1' }), /not a ledger acc/),
  refuses('a closed period', 'API', {}, /The bookkeeping period of 2026-02-01 is closed/, {
    closedBefore: '2026-03-01',
  }),
  refuses('no accounting period', 'API', { voucherDate: '2019-02-01' }, /no accounting period for 2019-02-01/),
  takes(
    'a draft needs nothing of this',
    'API',
    { voucherState: 'Draft', postings: [{ isReadOnly: false }] },
    /voucherId/,
  ),
  takes(
    'a draft is accepted where it can be',
    'API',
    { voucherState: 'Draft', voucherDate: '2026-02-02' },
    /voucherId/,
  ),
  takes(
    'but not with tryAccept false',
    'API',
    { voucherState: 'Draft', tryAccept: false, voucherDate: '2026-02-03' },
    /voucherId/,
  ),
  {
    rule: 'a success without content',
    ...{ source: 'API 204', ...ADD, body: [voucher({ voucherDate: '2026-02-04' })], settings: { answers: 'empty' } },
    ...{ status: 204, answer: /^$/ },
  },
  takes(
    'VAT is peeled off a gross amount, unless it is prevented',
    'API',
    {
      ...{ voucherDate: '2026-02-05', preventVatPeeling: false },
      postings: [posting('1701', 125.5), posting('3000', -125.5, { vatPercentage: 25.5 })],
    },
    /voucherId/,
  ),
  reads(
    'and stands in a generated posting',
    'API',
    `${VOUCHERS}?dateFrom=2026-02-05&dateTo=2026-02-05&includePostings=true`,
    /"accountNumber":"3000".*"vatIncludedAmount":-125.5,"vatExcludedAmount":-100,"vatAmount":-25.5\},\{.*"generatedPosting":true,"accountNumber":"2939".*"vatIncludedAmount":-25.5/,
  ),
  reads(
    'vouchers are listed by days, without postings, page by page from 0',
    'API',
    `${VOUCHERS}?dateFrom=2026-02-01&dateTo=2026-02-01&pageSize=2&pageIndex=1`,
    /^\{"currentPage":1,"pageCount":2,"pageSize":2,"rowCount":4,"results":\[\{.*"postings":null\}\]\}$/,
  ),
  reads('by id', 'API', `${VOUCHERS}?id=${ID}`, new RegExp(`"rowCount":1,"results":\\[\\{"id":"${ID}"`)),
  reads('by several ids', 'API', `${VOUCHERS}?id=${ID}&id=${ID.replace('7', '8')}`, /"rowCount":1/),
  reads('by state', 'API', `${VOUCHERS}?dateFrom=2026-02-02&dateTo=2026-02-03&voucherState=Draft`, /"2026-02-03"/),
  reads('by category', 'API', `${VOUCHERS}?category=ReferenceTransactions`, /"rowCount":0/),
  reads('an unknown parameter', 'OURS', `${VOUCHERS}?x=1`, /Unknown query parameter x/, 400),
  reads('a page of nothing', 'API', `${VOUCHERS}?pageSize=0`, /pageSize/, 400),
  reads(
    'ledger events show accepted vouchers alone',
    'API',
    `/v1/general-ledger-events/${ORGANISATION}?pageIndex=0&pageSize=10&fromDate=2026-02-05&toDate=2026-02-05&accountNumbers=3000`,
    /"debet":null,"credit":-100,"voucherId"/,
  ),
  reads('a page of 10 001 events', 'API', `/v1/general-ledger-events/${ORGANISATION}?pageSize=10001`, /10000/, 400),
  reads('balances', 'API', `/v1/account-balances/${ORGANISATION}?date=2026-02-05&accountNumbers=3000`, /"saldo":-\d+/),
  reads('balances of no day', 'API', `/v1/account-balances/${ORGANISATION}`, /required/, 400),
  reads(
    'used accounts',
    'API',
    `/v1/chart-of-accounts/used-accounts/${ORGANISATION}?fromDate=2026-01-01&toDate=2026-12-31`,
    /\{"number":"1701","name":"Tili 1701"\}/,
  ),
  {
    rule: 'an accepted voucher by its own path',
    ...{ source: 'API V1', method: 'POST', path: `/v1/vouchers/accepted/${ORGANISATION}`, status: 200 },
    body: [
      {
        ...{ category: 'Cash', voucherDate: '2026-02-06', description: 'Sales', acceptor: 'John Doe' },
        postings: [
          { accountNumber: '3000', vatIncludedAmount: -2300 },
          { accountNumber: '2365', vatIncludedAmount: 2300 },
        ],
      },
    ],
    answer: /voucherId/,
  },
  {
    rule: 'it needs an acceptor',
    ...{ source: 'API V1', method: 'POST', path: `/v1/vouchers/accepted/${ORGANISATION}`, body: [{}], status: 400 },
    answer: /acceptor/,
  },
  {
    rule: 'a voucher is deleted',
    ...{ source: 'API', method: 'DELETE', path: `/v1/vouchers/${ORGANISATION}/${ID}`, status: 204, answer: /^$/ },
  },
  reads('and stays listed as deleted', 'API', `${VOUCHERS}?id=${ID}`, /"voucherState":"Deleted"/),
  {
    rule: 'a voucher that is not there',
    ...{ source: 'API', method: 'DELETE', path: `/v1/vouchers/${ORGANISATION}/1`, status: 404, answer: /not found/ },
  },
]
