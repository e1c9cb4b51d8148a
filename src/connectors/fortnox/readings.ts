/**
 * Fortnox's error codes and words → our code, and what a person can do. The vendor publishes some codes; for the others
 * the words decide, which are Swedish, or English in newer resources.
 */
/** An error of Fortnox as it is written. */
export interface Words {
  code: string | undefined
  message: string
}

type Reading = { kind: 'auth' } | { kind: 'unclear' } | { kind: 'refused'; code: string; advice: string }

/** Login, licences and scopes: every document of the connection would meet the same no. */
const AUTH_CODES = new Set(['2000310', '2000311', '2000663', '2001101', '2001103'])
/** "System exception": a fault on Fortnox's side. */
const UNCLEAR_CODES = new Set(['1000003'])

const REFUSALS: { codes: string[]; words: RegExp; code: string; advice: string }[] = [
  {
    codes: [],
    words: /låst|locked|räkenskapsår|financial ?year|perioden/i,
    code: 'PERIOD_CLOSED',
    advice: 'Open the period or the financial year in Fortnox, or submit it with a date in an open one; then retry.',
  },
  {
    codes: [],
    words: /verifikationsserie|voucher ?series/i,
    code: 'VOUCHER_TYPE_UNKNOWN',
    advice:
      'Add the voucher series in Fortnox and allow manual vouchers in it, or correct mappings.voucherTypes; then retry.',
  },
  {
    codes: [],
    words: /kostnadsställe|cost ?cent(er|re)|projekt|\bproject/i,
    code: 'DIMENSION_UNKNOWN',
    advice: 'Add the cost centre or the project in Fortnox, or correct mappings.dimensions; then retry.',
  },
  {
    codes: [],
    words: /valuta|currency/i,
    code: 'CURRENCY_MISMATCH',
    advice: 'A payment must have the currency of its invoice: correct the currency; then submit it again.',
  },
  {
    codes: [],
    words: /balanserar inte|differens|\bbalance\b/i,
    code: 'PART_NOT_BALANCED',
    advice: 'Correct the amounts of the rows; then submit it again.',
  },
  {
    codes: ['2001304'],
    words: /konto|account/i,
    code: 'ACCOUNT_UNKNOWN',
    advice: 'Add or activate the account in Fortnox’s chart of accounts, or correct accountNumber; then retry.',
  },
  {
    codes: [],
    words: /faktura|invoice/i,
    code: 'INVOICE_REFUSED',
    advice:
      'Look at the invoice in Fortnox: it must be booked, not cancelled, and dated no later than the payment; then retry.',
  },
]

export function codeOf({ code, message }: Words): Reading | undefined {
  if (code !== undefined && AUTH_CODES.has(code)) return { kind: 'auth' }
  if (code !== undefined && UNCLEAR_CODES.has(code)) return { kind: 'unclear' }
  const found =
    REFUSALS.find(({ codes }) => code !== undefined && codes.includes(code)) ??
    REFUSALS.find(({ words }) => words.test(message))
  return found === undefined ? undefined : { kind: 'refused', code: found.code, advice: found.advice }
}
