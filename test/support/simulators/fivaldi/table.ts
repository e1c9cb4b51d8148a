/**
 * Requests that the stand-in refuses or takes, a row each: the rule, a request, the answer, and where the rule is from.
 * HELP: the vendor's help centre (authentication, limits). SCHEMA: its published schema, as public clients carry it. CLIENT:
 * the example of a public client. OURS: not published; our choice, so that a mistake shows.
 */
import {
  deriveSimulatorKeys,
  simulatedCuid,
  simulatedCustomer,
} from '../../../../src/connectors/fivaldi/sandbox-keys.ts'

const BUSINESS_ID = '1234567-1'
export const COMPANY = simulatedCustomer(3, BUSINESS_ID)
export const KEYS = deriveSimulatorKeys(COMPANY)
const CUID = simulatedCuid(COMPANY)

/** How a request differs from a well signed one. */
interface Signing {
  secret?: string
  partnerId?: string
  /** Seconds from now. */
  late?: number
  /** Signs other bytes than it sends. */
  signsBody?: string
  signsQuery?: string
}

type Json = Record<string, unknown>

interface Row {
  rule: string
  source: string
  settings?: object
  signing?: Signing
  method?: 'GET' | 'POST'
  path: string
  body?: unknown
  status: number
  answer: RegExp
}

const entry = (accountNumber: unknown, amount: unknown, more: Json = {}): Json => ({
  ...{ amount, accountNumber, description: 'SA-0123456789ABC Rent', ...more },
})
const PAIR = [entry('1701', 125.5), entry('3000', -100, { dimensionValue1: '100' }), entry('2939', -25.5)]
let number = 0

/** A voucher that is taken; `changes` make the request of a row. */
export function voucher(changes: Json = {}): Json {
  return {
    voucherTypeId: 80,
    originalVoucherNumber: `N-${++number}`,
    voucherDate: '2026-02-01',
    bookkeepingMonth: 202602,
    vatType: 'CALCULATED',
    validateEntrySum: true,
    voucherEntries: PAIR,
    ...changes,
  }
}
const entries = (...voucherEntries: Json[]) => voucher({ voucherEntries })
const BOOKKEEPING = `/companies/${CUID}/bookkeeping`
const refuses = (rule: string, source: string, body: unknown, answer: RegExp, settings: object = {}): Row => ({
  ...{ rule, source, method: 'POST', path: `${BOOKKEEPING}/vouchers`, body, answer, settings, status: 400 },
})
const takes = (rule: string, source: string, body: unknown, answer: RegExp): Row => ({
  ...refuses(rule, source, body, answer),
  status: 200,
})
const asks = (rule: string, source: string, path: string, answer: RegExp, more: Partial<Row> = {}): Row => ({
  ...{ rule, source, path, answer, status: 200, ...more },
})
const stranger = (rule: string, source: string, signing: Signing, path = '/ping'): Row =>
  asks(rule, source, path, /"status":"401","message":"Unauthorized"/, { signing, status: 401 })

export const ROWS: readonly Row[] = [
  asks('a signed request', 'HELP', '/ping', /pong/),
  stranger('another secret', 'HELP', { secret: 'wrong' }),
  stranger('a partner that is unknown', 'HELP', { partnerId: 'nobody' }),
  stranger('a timestamp of six minutes ago', 'OURS', { late: -360 }),
  stranger('a query that was not signed', 'HELP', { signsQuery: '' }, '/companies?businessId=1'),
  {
    ...{ rule: 'a body that was not signed', source: 'HELP', method: 'POST', path: `${BOOKKEEPING}/vouchers` },
    ...{ body: voucher(), signing: { signsBody: '{}' }, status: 401, answer: /Unauthorized/ },
  },
  asks(
    'a company by its business id',
    'SCHEMA',
    `/companies?businessId=${BUSINESS_ID}`,
    new RegExp(`"cuid":"${CUID}"`),
  ),
  asks('a business id that the partner does not serve', 'SCHEMA', '/companies?businessId=7654321-2', /^\[\]$/),
  asks('two companies of one business id', 'CLIENT', '/companies', /"cuid":"C\w+".*"cuid":"C\w+-1"/, {
    settings: { companies: 2 },
  }),
  asks('a company that is not there', 'SCHEMA', '/companies/C0/bookkeeping/voucherTypes', /not found/, { status: 404 }),
  asks('a parameter that is unknown', 'OURS', '/companies?surprise=1', /Unknown parameter surprise/, { status: 400 }),
  asks('voucher types', 'SCHEMA', `${BOOKKEEPING}/voucherTypes`, /"id":80,.*"description":"Muistiotositteet"/),
  asks(
    'VAT codes',
    'SCHEMA',
    `${BOOKKEEPING}/vatCodes`,
    /"vatPercentages":\[\{"vatPercentageCode":"1","percentage":25.5/,
  ),
  asks('fiscal years', 'SCHEMA', `${BOOKKEEPING}/fiscalYears`, /"startDate":"2026-01-01".*"fiscalYearStatus":"OPEN"/),
  asks(
    'the months of a year, and which are closed',
    'SCHEMA',
    `${BOOKKEEPING}/monthStatus?startMonth=202512&endMonth=202601`,
    /^\[\{"bookkeepingMonth":202512,"status":"CLOSED",.*202601,"status":"OPEN","fiscalYear":7\}\]$/,
    { settings: { closedBefore: '2026-01-01' } },
  ),
  asks('months without their range', 'SCHEMA', `${BOOKKEEPING}/monthStatus`, /required/, { status: 400 }),
  asks(
    'months of no fiscal year are missing',
    'OURS',
    `${BOOKKEEPING}/monthStatus?startMonth=202601&endMonth=202602`,
    /^\[\{"bookkeepingMonth":202602/,
    { settings: { fiscalYears: [{ from: '2026-02-01', to: '2027-01-31' }] } },
  ),
  takes(
    'a voucher gets a number of type, month and count',
    'CLIENT',
    voucher(),
    /^\{"fivaldiVoucherNumber":802602001\}$/,
  ),
  takes('and the next one the next', 'CLIENT', voucher({ originalVoucherNumber: 'TWICE' }), /802602002/),
  {
    ...refuses(
      'a number of the client that is there',
      'OURS (409)',
      voucher({ originalVoucherNumber: 'TWICE' }),
      /in use/,
    ),
    status: 409,
  },
  refuses('no number of the client', 'OURS', voucher({ originalVoucherNumber: undefined }), /"errorCode":44/),
  refuses(
    'a voucher type that is not there',
    'SCHEMA',
    voucher({ voucherTypeId: 99 }),
    /voucher type 99 does not exist/,
  ),
  refuses('a date that is none', 'SCHEMA', voucher({ voucherDate: '2026-02-30' }), /"errorCode":10,.*voucherDate/),
  refuses('a month that is not that of the date', 'SCHEMA 45', voucher({ bookkeepingMonth: 202603 }), /"errorCode":45/),
  refuses('a closed month', 'SCHEMA 45', voucher(), /"errorCode":45,"message":"INVALID_VOUCHER_MONTH: .* closed/, {
    closedBefore: '2026-03-01',
  }),
  refuses('a date in no fiscal year', 'SCHEMA 46', voucher(), /"errorCode":46/, { fiscalYears: [] }),
  refuses('a VAT type that is unknown', 'SCHEMA 34', voucher({ vatType: 'NONE' }), /"errorCode":34/),
  refuses(
    'entries that do not sum to zero',
    'SCHEMA',
    entries(entry('1701', 2), entry('3000', -1)),
    /sum of .* is 1\.00/,
  ),
  takes(
    'unless nobody asks for it',
    'SCHEMA',
    { ...entries(entry('1701', 2), entry('3000', -1)), validateEntrySum: false },
    /fivaldiVoucherNumber/,
  ),
  refuses('one entry', 'OURS', entries(entry('1701', 0)), /two entries/),
  refuses('three decimals', 'OURS', entries(entry('1701', 0.001), entry('3000', -0.001)), /0\.001 is not an amount/),
  refuses('an account that the chart lacks', 'SCHEMA 42', voucher(), /"errorCode":42,.*account 3000 does not exist/, {
    missingAccounts: ['3000'],
  }),
  refuses(
    'an account that is a number, no text',
    'SCHEMA',
    entries(entry(1701, 1), entry('3000', -1)),
    /"errorCode":42/,
  ),
  refuses('an account of nine digits', 'SCHEMA', entries(entry('123456789', 1), entry('3000', -1)), /"errorCode":42/),
  refuses('a value that its dimension lacks', 'SCHEMA 43', voucher(), /"errorCode":43,.*dimensionValue1 100/, {
    dimensionValues: ['200'],
  }),
  refuses(
    'a VAT code that is not there',
    'SCHEMA 35',
    entries(entry('1701', 1), entry('3000', -1, { vat: { vatCode: '7' } })),
    /"errorCode":35/,
    { vatCodes: ['1'] },
  ),
  refuses(
    'a VAT account that the chart lacks',
    'SCHEMA 42',
    entries(entry('1701', 1), entry('3000', -1, { vat: { vatCode: '1', vatAmount: 0, account: '2939' } })),
    /account 2939 does not exist/,
    { missingAccounts: ['2939'] },
  ),
  refuses(
    'a balance code that is too long',
    'SCHEMA',
    entries(entry('1701', 1, { balanceCode: '123' }), entry('3000', -1)),
    /balanceCode has at most 2 characters/,
  ),
  refuses('a description that is too long', 'OURS', voucher(), /description has at most 10 characters/, {
    descriptionMax: 10,
  }),
  refuses('a field that is unknown', 'OURS', voucher({ surprise: 1 }), /surprise is not a known field/),
  refuses(
    'a field of an entry that is unknown',
    'OURS',
    entries(entry('1', 1, { text: 'x' }), entry('2', -1)),
    /text is/,
  ),
  refuses('a body that is not an object', 'SCHEMA 10', [], /"errorCode":10/),
  takes(
    'fields may be null',
    'SCHEMA',
    entries(entry('1701', 1, { balanceCode: null, dimensionValue2: null, vat: null }), entry('3000', -1)),
    /fivaldiVoucherNumber/,
  ),
  asks(
    'vouchers of days, without the number of the client',
    'SCHEMA',
    `${BOOKKEEPING}/vouchers?startDate=2026-02-01&endDate=2026-02-01`,
    /"voucherType":80,"voucherTypeName":"Muistiotositteet","voucherNumber":"802602001","voucherDate":"2026-02-01"(?!.*N-)/,
  ),
  asks('vouchers without their days', 'SCHEMA', `${BOOKKEEPING}/vouchers`, /required/, { status: 400 }),
  asks(
    'one voucher, with accounts as numbers and dimensions by name',
    'SCHEMA',
    `${BOOKKEEPING}/vouchers/802602001`,
    /"amount":-100,"accountNumber":3000,"dimension":\{"dimension1":"100"\}/,
  ),
  asks('a voucher that is not there', 'SCHEMA', `${BOOKKEEPING}/vouchers/1`, /Voucher 1 not found/, { status: 404 }),
]
