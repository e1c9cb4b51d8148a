/**
 * Tripletex's words → our code, and what a person can do. Nearly every refusal has the code 18000 (validation): the field
 * and the words decide, which are in the language of the employee, Norwegian or English.
 */
/** An error of Tripletex as it is written. */
export interface Words {
  code: string | undefined
  message: string
}

interface Reading {
  code: string
  advice: string
}

const REFUSALS: (Reading & { words: RegExp })[] = [
  {
    words: /lukket|avsluttet|periode|accounting period|is closed/i,
    code: 'PERIOD_CLOSED',
    advice: 'Open the accounting period in Tripletex, or submit it with a date in an open one; then retry.',
  },
  {
    words: /låst til mva|locked to vat|mva-kode|vattype|vat code/i,
    code: 'VAT_CODE_REFUSED',
    advice:
      'Give the row the vatCode that its account takes in Tripletex, or map the code in mappings.vatCodes; then submit it again.',
  },
  {
    words: /kunde mangler|customer is missing|customer missing|postings\.customer/i,
    code: 'CUSTOMER_MISSING',
    advice: 'Set customerNumber to a customer that is in Tripletex; then retry.',
  },
  {
    words: /leverandør mangler|supplier is missing|supplier missing|postings\.supplier/i,
    code: 'SUPPLIER_MISSING',
    advice: 'Rows on accounts of the supplier ledger cannot be sent: book them on another account, or in Tripletex.',
  },
  {
    words: /bilagstype|voucher ?type/i,
    code: 'VOUCHER_TYPE_UNKNOWN',
    advice: 'Correct mappings.voucherTypes: the connection test lists the voucher types; then retry.',
  },
  {
    words: /avdeling|department|prosjekt|project/i,
    code: 'DIMENSION_UNKNOWN',
    advice:
      'Add the department or the project in Tripletex, correct mappings.dimensions, or give the row the one its account needs; then retry.',
  },
  {
    words: /valuta|currency/i,
    code: 'CURRENCY_MISMATCH',
    advice: 'A payment must have the currency of its invoice: correct the currency; then submit it again.',
  },
  {
    words: /ikke lik 0|not equal to 0|balanse|balance/i,
    code: 'PART_NOT_BALANCED',
    advice: 'Correct the amounts of the rows; then submit it again.',
  },
  {
    words: /betalingstype|payment ?type/i,
    code: 'PAYMENT_METHOD_UNKNOWN',
    advice: 'Correct mappings.paymentMethods or the setting paymentType: it must be of incoming payments; then retry.',
  },
  {
    words: /konto|account/i,
    code: 'ACCOUNT_UNKNOWN',
    advice: 'Add or activate the account in Tripletex’s chart of accounts, or correct accountNumber; then retry.',
  },
  {
    words: /faktura|invoice/i,
    code: 'INVOICE_REFUSED',
    advice: 'Look at the invoice in Tripletex: it must be sent and not credited; then retry.',
  },
]

export function codeOf({ message }: Words): Reading | undefined {
  return REFUSALS.find(({ words }) => words.test(message))
}
