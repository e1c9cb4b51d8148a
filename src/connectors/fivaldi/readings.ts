/** Fivaldi's error codes → our code, and the advice to a person. The vendor's schema lists the codes by number and name. */
export type Reading = { kind: 'auth' } | { kind: 'refused'; code: string; advice: string }

const PERIOD: Reading = {
  kind: 'refused',
  code: 'PERIOD_CLOSED',
  advice: 'Open the month or the fiscal year in Fivaldi, or submit it with a date in an open one; then retry.',
}
const DIMENSION: Reading = {
  kind: 'refused',
  code: 'DIMENSION_UNKNOWN',
  advice: 'Add the value to the dimension in Fivaldi, or correct mappings.dimensions; then retry.',
}
const ACCOUNT: Reading = {
  kind: 'refused',
  code: 'ACCOUNT_UNKNOWN',
  advice:
    'Add the account to the chart of accounts in Fivaldi and use it in bookkeeping, or correct accountNumber; then retry.',
}

const READINGS: Record<string, Reading> = {
  21: PERIOD,
  22: { kind: 'auth' },
  30: PERIOD,
  31: { kind: 'auth' },
  34: {
    kind: 'refused',
    code: 'VAT_TYPE_UNKNOWN',
    advice: 'Correct vatType on the connection; then retry.',
  },
  35: {
    kind: 'refused',
    code: 'VAT_CODE_UNKNOWN',
    advice: 'Add the VAT code in Fivaldi, or correct mappings.vatCodes; then retry.',
  },
  41: ACCOUNT,
  42: ACCOUNT,
  43: DIMENSION,
  45: PERIOD,
  46: PERIOD,
}

export function readingOf(code: string | undefined, message: string): Reading | undefined {
  // 42 stands for accounts and for dimensions.
  if (code === '42' && /dimension/i.test(message) && !/account/i.test(message)) return DIMENSION
  return code === undefined || !Object.hasOwn(READINGS, code) ? undefined : READINGS[code]
}
