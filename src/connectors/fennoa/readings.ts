/**
 * Fennoa's words → our code, and the advice to a person. The vendor publishes the words of a locked period and of an
 * unknown series; there are no codes. The first reading that fits counts.
 */
const REFUSALS: { words: RegExp; code: string; advice: string }[] = [
  {
    words: /locked|lukittu|suljettu|accounting period|tilikau/i,
    code: 'PERIOD_CLOSED',
    advice: 'Ask the accounting office to open the period in Fennoa, or submit it with a later date; then retry.',
  },
  {
    words: /statement series|tositelaji|tositesarja/i,
    code: 'VOUCHER_TYPE_UNKNOWN',
    advice: 'Correct mappings.voucherTypes or voucherSeries: CA, GL, GL2 … GL6; then retry.',
  },
  {
    words: /vat ?code|vat handling|\balv\b/i,
    code: 'VAT_CODE_UNKNOWN',
    advice: 'Correct mappings.vatCodes: the test of the connection lists the company’s VAT handlings; then retry.',
  },
  {
    words: /dimension|\bdim_|laskentakohde|laskentakohte/i,
    code: 'DIMENSION_UNKNOWN',
    advice: 'Add the dimension in Fennoa, or correct mappings.dimensions; then retry.',
  },
  {
    words: /must be equal|\bbalance\b|negative/i,
    code: 'PART_NOT_BALANCED',
    advice: 'Correct the amounts of the rows; then submit it again.',
  },
  {
    words: /payment_type|payment type/i,
    code: 'PAYMENT_METHOD_UNKNOWN',
    advice: 'Correct paymentType or mappings.paymentMethods; then retry.',
  },
  {
    words: /invoice|lasku/i,
    code: 'INVOICE_REFUSED',
    advice: 'Look at the invoice in Fennoa: it must be approved and not credited; then retry.',
  },
  {
    words: /account|tili/i,
    code: 'ACCOUNT_UNKNOWN',
    advice: 'Add the account to the chart of accounts in Fennoa, or correct accountNumber; then retry.',
  },
]

export function codeOf(words: string): { code: string; advice: string } | undefined {
  return REFUSALS.find((one) => one.words.test(words))
}
