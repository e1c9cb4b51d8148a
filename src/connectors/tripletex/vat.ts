/** VAT of a posting in Tripletex's terms, and the VAT that it will book itself. */
import { absolute, minorToText, netOfGross } from '@saatava/core/money.ts'
import { refused } from './errors.ts'
import type { Account, VatType } from './lookups.ts'

/** The part of a posting that VAT depends on. */
interface TaxedPosting {
  account: string
  /** Minor units, + debit and − credit; with VAT where it has a percentage. */
  amount: bigint
  percentage: number
  /** Number of a VAT type; undefined: what its account says. */
  vatCode?: string
}

/** "Ingen avgiftsbehandling": no VAT handling. */
const NONE = '0'

/**
 * Refuses rows whose VAT, as Tripletex derives it from gross and percentage, is not that of the document.
 * @param vat of the document's VAT rows, minor units
 */
export function checkDerived(postings: readonly TaxedPosting[], vat: bigint, date: string): void {
  const off = postings.reduce((sum, { amount }) => sum + amount, 0n)
  let derived = 0n
  let rows = 0n
  for (const { amount, percentage } of postings) {
    if (percentage === 0) continue
    derived += amount - netOfGross(amount, percentage)
    rows += 1n
  }
  // One cent for each row: Tripletex rounds each row alone.
  if (off === 0n && absolute(derived - vat) <= rows) return
  throw refused(
    'VAT_NOT_DERIVABLE',
    off === 0n
      ? `The VAT rows of ${date} sum to ${minorToText(vat)}; of the gross amounts Tripletex will book ${minorToText(derived)}.`
      : `The gross amounts of ${date} sum to ${minorToText(off)}, not 0.00: the VAT of its rows stands on another day.`,
    'Correct amount, vatPercentage or the VAT rows; or set vatMode VERBATIM, which sends every row without VAT.',
  )
}

/** The VAT type of a posting: that of its code, else the one that its account is locked to, else none. */
export function vatTypeOf(posting: TaxedPosting, account: Account, known: readonly VatType[]): string {
  const { vatCode, percentage } = posting
  const where = `The row on account ${posting.account}`
  if (vatCode === undefined) {
    if (account.lockedTo?.percentage === percentage) return account.lockedTo.id
    if (percentage === 0) return known.find(({ number }) => number === NONE)?.id ?? NONE
    // The VAT type of a percentage (sale, purchase, import) decides the VAT return: it is never guessed.
    throw refused(
      'VAT_CODE_MISSING',
      `${where} has ${percentage} % VAT and no vatCode, and its account is not locked to one in Tripletex.`,
      'Give the row the vatCode of its VAT; then submit it again.',
    )
  }
  const type = known.find(({ number }) => number === vatCode)
  if (type === undefined) {
    throw refused(
      'VAT_CODE_UNKNOWN',
      `${where} has the VAT code “${vatCode}”, which is no VAT type of Tripletex.`,
      'Map it in mappings.vatCodes to the number of a VAT type (the connection test lists them); then retry.',
    )
  }
  if (type.percentage === percentage || percentage === 0) return type.id
  throw refused(
    'VAT_PERCENT',
    `${where} has ${percentage} % VAT; the VAT type ${type.number} of Tripletex is of ${type.percentage} %.`,
    'Correct vatPercentage or vatCode; then submit it again.',
  )
}
