/**
 * The complaints of e-conomic → our code, and the advice to a person. The codes of its errors (E06000 …) say the kind of
 * fault; the property that an error names says what to correct.
 */
export interface Reading {
  code: string
  advice: string
}

const READINGS: (Reading & { words: RegExp })[] = [
  {
    words: /accounting.?year|\bperiod\b|\bclosed\b/i,
    code: 'PERIOD_CLOSED',
    advice:
      'Open the period or add the accounting year in e-conomic, or submit it with a date in an open one; then retry.',
  },
  {
    words: /vat.?account|vat.?code/i,
    code: 'VAT_CODE_UNKNOWN',
    advice: 'Add the VAT code in e-conomic, or correct mappings.vatCodes; then retry.',
  },
  {
    words: /departmental.?distribution|\bproject/i,
    code: 'DIMENSION_UNKNOWN',
    advice: 'Add the department or the project in e-conomic, or correct mappings.dimensions; then retry.',
  },
  {
    words: /currency/i,
    code: 'CURRENCY_MISMATCH',
    advice: 'Correct companyCurrency, or add the currency in e-conomic; then retry.',
  },
  {
    words: /\bbalance\b|does not balance/i,
    code: 'PART_NOT_BALANCED',
    advice: 'Correct the amounts of the rows; then submit it again.',
  },
  {
    words: /customer/i,
    code: 'INVOICE_REFUSED',
    advice: 'Look at the invoice and its customer in e-conomic; then retry.',
  },
  {
    words: /account/i,
    code: 'ACCOUNT_UNKNOWN',
    advice:
      'Add the account to the chart of accounts in e-conomic and allow direct entries on it, or correct accountNumber; then retry.',
  },
  {
    words: /journal/i,
    code: 'VOUCHER_TYPE_UNKNOWN',
    advice: 'Correct journalNumber or mappings.voucherTypes to a journal that e-conomic has; then retry.',
  },
]

export function readingOf(said: string): Reading | undefined {
  return READINGS.find(({ words }) => words.test(said))
}
