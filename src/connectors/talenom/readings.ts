/**
 * Talenom's words → our code, and the advice to a person. Neither words nor codes of refusals are published, so this reads
 * the nouns of the API's document in English, Finnish and Swedish. The first reading that fits counts.
 */
type Reading = { kind: 'present' } | { kind: 'refused'; code: string; advice: string }

const REFUSALS: { words: RegExp; code: string; advice: string }[] = [
  {
    words: /period|kausi|kaude|räkenskapsår|locked|closed|lukittu|suljettu/i,
    code: 'PERIOD_CLOSED',
    advice: 'Ask Talenom to open the bookkeeping period, or submit it with a date in an open one; then retry.',
  },
  {
    words: /categor|kategoria/i,
    code: 'VOUCHER_TYPE_UNKNOWN',
    advice: 'Correct mappings.voucherTypes, voucherCategory or paymentCategory; then retry.',
  },
  {
    words: /cost ?cent(er|re)|cost ?type|project|dimension|kustannuspaik|projekti/i,
    code: 'DIMENSION_UNKNOWN',
    advice: 'Add the dimension value in Talenom, or correct the value or mappings.dimensions; then retry.',
  },
  {
    words: /match ?key/i,
    code: 'MATCH_KEY_REFUSED',
    advice: 'Set receivablesAccount to a ledger account, or matchKeys to NONE; then retry.',
  },
  {
    words: /account ?number|account|tili/i,
    code: 'ACCOUNT_UNKNOWN',
    advice: 'Add or enable the account in Talenom’s chart of accounts, or correct accountNumber; then retry.',
  },
  {
    words: /total|sum|balance|zero/i,
    code: 'PART_NOT_BALANCED',
    advice: 'Correct the amounts of the rows; then submit it again.',
  },
]

const PRESENT = /already exist|duplicate|already been (added|used)|on jo olemassa/i

export function readingOf(words: string): Reading | undefined {
  if (PRESENT.test(words)) return { kind: 'present' }
  const found = REFUSALS.find((one) => one.words.test(words))
  return found === undefined ? undefined : { kind: 'refused', code: found.code, advice: found.advice }
}
