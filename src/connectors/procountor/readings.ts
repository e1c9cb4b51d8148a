/** The field that Procountor complains of → our code, and what a person can do. */

export interface Reading {
  field: RegExp
  code: string
  advice: string
}

export const READINGS: Reading[] = [
  {
    field: /(receipt|payment|vat)Date/i,
    code: 'PERIOD_CLOSED',
    advice: 'Open the accounting period in Procountor, or submit it with a date in an open one; then retry.',
  },
  {
    field: /account$/i,
    code: 'ACCOUNT_UNKNOWN',
    advice: 'Add or activate the account in Procountor’s chart of accounts, or correct accountNumber; then retry.',
  },
  {
    field: /vatPercent/i,
    code: 'VAT_PERCENT_NOT_IN_USE',
    advice: 'Take the percent into use in Procountor’s VAT defaults, or correct vatPercentage; then retry.',
  },
  {
    field: /vat(Status|Type|Processing)/i,
    code: 'VAT_STATUS_NOT_ENABLED',
    advice: 'Enable the VAT status in Procountor’s VAT defaults, or correct mappings.vatCodes; then retry.',
  },
  {
    field: /dimension/i,
    code: 'DIMENSION_UNKNOWN',
    advice: 'Add the dimension item in Procountor, or correct mappings.dimensions; then retry.',
  },
  {
    field: /currency/i,
    code: 'CURRENCY_MISMATCH',
    advice: 'A payment must have the currency of its invoice: correct the currency; then submit it again.',
  },
  {
    field: /amount/i,
    code: 'AMOUNT_REFUSED',
    advice: 'Compare the amount with what is open on the invoice in Procountor; then retry or correct it.',
  },
]
