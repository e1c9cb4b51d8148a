/**
 * Requests that the stand-in refuses or takes, a row each: the rule, a request, the answer, and where the rule is from.
 * DEV: the vendor's developer pages (authorization, rate limits, errors). SDK: the resources as the public C# and PHP
 * clients carry them. OURS: not published; our choice, so that a mistake shows.
 */
import { deriveSimulatorKeys, simulatedCustomer } from '../../../../src/connectors/fortnox/sandbox-keys.ts'

export const COMPANY = simulatedCustomer(3, '556677-8899')
const { clientSecret, tenantId } = deriveSimulatorKeys(COMPANY)
export const BASIC = `${COMPANY}:${clientSecret}`
export const TENANT = tenantId

interface TokenRow {
  rule: string
  source: string
  form: Record<string, string>
  basic?: string
  tenant?: string
  status: number
  answer: RegExp
}

const CLIENT = { grant_type: 'client_credentials' }

export const TOKENS: readonly TokenRow[] = [
  {
    ...{ rule: 'client credentials with TenantId', source: 'DEV', form: CLIENT, tenant: TENANT, status: 200 },
    answer: /"access_token":"[\w-]+","token_type":"bearer","expires_in":3600\}/,
  },
  { rule: 'no TenantId', source: 'DEV', form: CLIENT, status: 400, answer: /invalid_request/ },
  { rule: 'another TenantId', source: 'DEV', form: CLIENT, tenant: '1', status: 400, answer: /invalid_request/ },
  {
    ...{ rule: 'a wrong secret', source: 'RFC 6749 §5.2', form: CLIENT, tenant: TENANT, basic: `${COMPANY}:wrong` },
    ...{ status: 401, answer: /invalid_client/ },
  },
  {
    ...{ rule: 'a refresh token that nobody gave', source: 'DEV', status: 400, answer: /invalid_grant/ },
    form: { grant_type: 'refresh_token', refresh_token: 'none' },
  },
  {
    ...{ rule: 'a code that nobody gave', source: 'DEV', status: 400, answer: /invalid_grant/ },
    form: { grant_type: 'authorization_code', code: 'none', redirect_uri: 'https://example.com/' },
  },
  {
    ...{ rule: 'a password', source: 'RFC 6749 §5.2', form: { grant_type: 'password' } },
    ...{ status: 400, answer: /unsupported_grant_type/ },
  },
]

interface Row {
  rule: string
  source: string
  settings?: object
  method?: 'GET' | 'POST' | 'PUT'
  path: string
  body?: unknown
  status: number
  answer: RegExp
}

type Json = Record<string, unknown>

/** A voucher that is taken; `changes` make the request of a row. */
export function voucher(changes: Json = {}): Json {
  return {
    Voucher: {
      VoucherSeries: 'A',
      TransactionDate: '2026-02-01',
      Description: 'SA-0123456789ABC 1001',
      VoucherRows: [
        { Account: 1510, Debit: 125, TransactionInformation: 'Rent' },
        { Account: 3001, Credit: 100, CostCenter: '100', Project: 'P1' },
        { Account: 2611, Credit: 25 },
      ],
      ...changes,
    },
  }
}
const rows = (...VoucherRows: Json[]) => voucher({ VoucherRows })
const payment = (changes: Json = {}): Json => ({
  InvoicePayment: { InvoiceNumber: 501, Amount: 125, PaymentDate: '2026-02-02', ...changes },
})
const LISTED = {
  invoices: 'listed',
  listedInvoices: [{ number: '501', openSum: 125, reference: '5010', external: 'E-1' }],
}
const POST = { method: 'POST', path: '/vouchers?financialyear=7' } as const
const PAY = { method: 'POST', path: '/invoicepayments', settings: LISTED } as const

export const ROWS: readonly Row[] = [
  {
    ...{
      rule: 'a voucher is taken with the next number of its series and year',
      source: 'SDK',
      ...POST,
      body: voucher(),
    },
    ...{ status: 201, answer: /"VoucherSeries":"A","VoucherNumber":1,"Year":7,"TransactionDate":"2026-02-01"/ },
  },
  {
    ...{ rule: 'without a year the date decides', source: 'OURS', ...POST, path: '/vouchers', body: voucher() },
    ...{ status: 201, answer: /"Year":7/ },
  },
  {
    ...{ rule: 'a date outside the year', source: 'DEV', ...POST, path: '/vouchers?financialyear=6', body: voucher() },
    ...{ status: 400, answer: /räkenskapsåret/ },
  },
  {
    ...{
      rule: 'a year that is not there',
      source: 'DEV',
      ...POST,
      path: '/vouchers?financialyear=99',
      body: voucher(),
    },
    ...{ status: 400, answer: /räkenskapsåret/ },
  },
  {
    ...{ rule: 'a locked period', source: 'SDK (LockedPeriod)', ...POST, body: voucher() },
    ...{ settings: { closedBefore: '2026-02-02' }, status: 400, answer: /låst/ },
  },
  {
    ...{ rule: 'a series that is not there', source: 'SDK', ...POST, body: voucher({ VoucherSeries: 'AA' }) },
    ...{ status: 400, answer: /Verifikationsserien \\"AA\\" finns inte/ },
  },
  {
    ...{ rule: 'a date that is none', source: 'SDK', ...POST, body: voucher({ TransactionDate: '2026-02-30' }) },
    ...{ status: 400, answer: /Ogiltigt datum/ },
  },
  {
    ...{ rule: 'no description', source: 'SDK', ...POST, body: voucher({ Description: '' }) },
    ...{ status: 400, answer: /Description/ },
  },
  {
    ...{
      rule: 'a description of 201 characters',
      source: 'SDK',
      ...POST,
      body: voucher({ Description: 'x'.repeat(201) }),
    },
    ...{ status: 400, answer: /200 tecken/ },
  },
  {
    ...{
      rule: 'a comment of 1 001 characters',
      source: 'SDK',
      ...POST,
      body: voucher({ Comments: 'x'.repeat(1_001) }),
    },
    ...{ status: 400, answer: /1000 tecken/ },
  },
  {
    ...{ rule: 'a field that is unknown', source: 'DEV 2001399', ...POST, body: voucher({ Surprise: 1 }) },
    ...{ status: 400, answer: /"code":2001399/ },
  },
  {
    ...{
      rule: 'rows that do not balance',
      source: 'SDK',
      ...POST,
      body: rows({ Account: 1510, Debit: 2 }, { Account: 3001, Credit: 1 }),
    },
    ...{ status: 400, answer: /balanserar inte, differens 1\.00/ },
  },
  {
    ...{ rule: 'one row', source: 'OURS', ...POST, body: rows({ Account: 1510, Debit: 0 }) },
    ...{ status: 400, answer: /minst två rader/ },
  },
  {
    ...{ rule: 'an account that the chart lacks', source: 'DEV 2001304', ...POST, body: voucher() },
    ...{
      settings: { missingAccounts: ['3001'] },
      status: 400,
      answer: /"message":"Kunde inte hitta konto 3001","code":2001304/,
    },
  },
  {
    ...{
      rule: 'an account that is not a number',
      source: 'DEV 2000108',
      ...POST,
      body: rows({ Account: 'x', Debit: 1 }, { Account: 3001, Credit: 1 }),
    },
    ...{ status: 400, answer: /"code":2000108/ },
  },
  {
    ...{
      rule: 'a row with debit and credit',
      source: 'OURS',
      ...POST,
      body: rows({ Account: 1510, Debit: 1, Credit: 1 }, { Account: 3001, Credit: 1 }),
    },
    ...{ status: 400, answer: /antingen debet eller kredit/ },
  },
  {
    ...{
      rule: 'three decimals',
      source: 'OURS',
      ...POST,
      body: rows({ Account: 1510, Debit: 0.001 }, { Account: 3001, Credit: 0.001 }),
    },
    ...{ status: 400, answer: /Debit/ },
  },
  {
    ...{
      rule: 'a cost centre that is not there',
      source: 'SDK',
      ...POST,
      body: voucher(),
      settings: { costCenters: ['200'] },
    },
    ...{ status: 400, answer: /Kostnadsställe 100 finns inte/ },
  },
  {
    ...{ rule: 'a project that is not there', source: 'SDK', ...POST, body: voucher(), settings: { projects: ['P2'] } },
    ...{ status: 400, answer: /Projekt P1 finns inte/ },
  },
  { rule: 'an empty body', source: 'DEV 2001392', ...POST, status: 400, answer: /"code":2001392/ },
  { rule: 'a body without its name', source: 'DEV 2001392', ...POST, body: {}, status: 400, answer: /"code":2001392/ },
  {
    rule: 'a parameter that is unknown',
    source: 'DEV 2000588',
    path: '/vouchers?surprise=1',
    status: 400,
    answer: /"code":2000588/,
  },
  { rule: 'a page of 501', source: 'SDK', path: '/vouchers?limit=501', status: 400, answer: /"code":2000588/ },
  {
    ...{ rule: 'vouchers are listed by year and days, without rows', source: 'SDK' },
    path: '/vouchers?financialyear=7&fromdate=2026-02-01&todate=2026-02-01&limit=1&page=2',
    ...{
      status: 200,
      answer:
        /"@TotalResources":2,"@TotalPages":2,"@CurrentPage":2\},"Vouchers":\[\{"VoucherSeries":"A","VoucherNumber":2(?!.*VoucherRows)/,
    },
  },
  {
    ...{ rule: 'a voucher is read with its rows', source: 'SDK', path: '/vouchers/A/1?financialyear=7', status: 200 },
    answer: /"VoucherRows":\[\{"Account":1510,"Debit":125,"TransactionInformation":"Rent","Credit":0\}/,
  },
  {
    rule: 'a voucher that is not there',
    source: 'SDK',
    path: '/vouchers/A/99?financialyear=7',
    status: 404,
    answer: /hitta/,
  },
  {
    ...{ rule: 'a search of invoices matches beginnings', source: 'SDK', path: '/invoices?documentnumber=50' },
    ...{ settings: LISTED, status: 200, answer: /"DocumentNumber":"501"/ },
  },
  {
    ...{ rule: 'an invoice is found by OCR', source: 'SDK', path: '/invoices?ocr=5010', settings: LISTED },
    ...{ status: 200, answer: /"OCR":"5010".*"Balance":125,"Booked":true/ },
  },
  {
    ...{ rule: 'an invoice is found by its external reference', source: 'SDK' },
    ...{
      path: '/invoices?externalinvoicereference1=E-1',
      settings: LISTED,
      status: 200,
      answer: /"ExternalInvoiceReference1":"E-1"/,
    },
  },
  {
    ...{
      rule: 'a payment is stored, not booked',
      source: 'SDK',
      ...PAY,
      body: payment({ ModeOfPayment: 'BG', ModeOfPaymentAccount: 1930 }),
    },
    ...{ status: 201, answer: /"Number":"1","Amount":125.*"Booked":false/ },
  },
  {
    rule: 'it is booked by a second call',
    source: 'SDK',
    method: 'PUT',
    path: '/invoicepayments/1/bookkeep',
    status: 200,
    answer: /"Booked":true/,
  },
  {
    rule: 'and not twice',
    source: 'OURS',
    method: 'PUT',
    path: '/invoicepayments/1/bookkeep',
    status: 400,
    answer: /redan bokförd/,
  },
  {
    rule: 'a payment that is not there',
    source: 'SDK',
    method: 'PUT',
    path: '/invoicepayments/9/bookkeep',
    status: 404,
    answer: /hitta/,
  },
  {
    ...{
      rule: 'payments are listed by invoice',
      source: 'SDK',
      path: '/invoicepayments?invoicenumber=501',
      settings: LISTED,
    },
    ...{ status: 200, answer: /"InvoicePayments":\[\{"Number":"1"/ },
  },
  {
    ...{
      rule: 'a payment of an invoice that is not there',
      source: 'SDK',
      ...PAY,
      body: payment({ InvoiceNumber: 777 }),
    },
    ...{ status: 400, answer: /hitta faktura/ },
  },
  {
    ...{ rule: 'a payment of a cancelled invoice', source: 'OURS', ...PAY, body: payment() },
    ...{
      settings: { listedInvoices: [{ number: '501', openSum: 1, cancelled: true }] },
      status: 400,
      answer: /makulerad/,
    },
  },
  {
    ...{ rule: 'a payment of an invoice that is not booked', source: 'OURS', ...PAY, body: payment() },
    ...{
      settings: { listedInvoices: [{ number: '501', openSum: 1, booked: false }] },
      status: 400,
      answer: /inte bokförd/,
    },
  },
  {
    rule: 'a payment of nothing',
    source: 'OURS',
    ...PAY,
    body: payment({ Amount: 0 }),
    status: 400,
    answer: /"code":2000108/,
  },
  {
    rule: 'a payment on a day that is none',
    source: 'SDK',
    ...PAY,
    body: payment({ PaymentDate: 'soon' }),
    status: 400,
    answer: /Ogiltigt datum/,
  },
  {
    ...{ rule: 'a payment in a locked period', source: 'SDK (LockedPeriod)', ...PAY, body: payment() },
    ...{ settings: { ...LISTED, closedBefore: '2026-02-03' }, status: 400, answer: /låst/ },
  },
  {
    ...{ rule: 'a mode of payment that is not there', source: 'SDK', ...PAY, body: payment({ ModeOfPayment: 'XX' }) },
    ...{ settings: { ...LISTED, modesOfPayment: ['BG'] }, status: 400, answer: /Betalningssätt XX finns inte/ },
  },
  {
    ...{
      rule: 'an account of a payment that the chart lacks',
      source: 'DEV 2001304',
      ...PAY,
      body: payment({ ModeOfPaymentAccount: 1930 }),
    },
    ...{ settings: { ...LISTED, missingAccounts: ['1930'] }, status: 400, answer: /"code":2001304/ },
  },
  {
    rule: 'a field of a payment that is unknown',
    source: 'DEV 2001399',
    ...PAY,
    body: payment({ Text: 'x' }),
    status: 400,
    answer: /"code":2001399/,
  },
  {
    rule: 'the locked period',
    source: 'SDK',
    path: '/settings/lockedperiod',
    settings: { closedBefore: '2026-02-01' },
    status: 200,
    answer: /"EndDate":"2026-01-31"/,
  },
  {
    rule: 'financial years',
    source: 'SDK',
    path: '/financialyears',
    status: 200,
    answer: /"Id":7,"FromDate":"2026-01-01","ToDate":"2026-12-31"/,
  },
  { rule: 'voucher series', source: 'SDK', path: '/voucherseries', status: 200, answer: /"Code":"A"/ },
  {
    rule: 'company information names the tenant',
    source: 'DEV',
    path: '/companyinformation',
    status: 200,
    answer: new RegExp(`"DatabaseNumber":"${TENANT}"`),
  },
]
