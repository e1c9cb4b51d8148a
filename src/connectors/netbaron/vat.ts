/**
 * Decides how a document's VAT is booked. A partner's ledger states VAT twice: as the difference of gross and net on a
 * base row, and as a separate row (isVatRow). NetBaron books VAT from the columns of the base row, so the VAT rows are
 * left out, and the base row names the account they stood on. That may move no money: it is checked, by account and
 * month.
 */
import type { CivilDate } from '@saatava/core/dates.ts'
import { minorToText } from '@saatava/core/money.ts'
import type { LedgerDocument, LedgerRow } from '../port.ts'
import { refused } from './errors.ts'
import type { DropSettings } from './settings.ts'

export interface VatPosting {
  row: LedgerRow
  /** Minor units booked from this line's VAT columns. */
  vat: bigint
  /** '' where no VAT is booked from this line. */
  vatAccount: string
}

/** The rows that become lines, each with the VAT it carries. Throws refused where that is not certain. */
export function vatPostings(document: LedgerDocument, settings: DropSettings): VatPosting[] {
  const base = document.rows.filter((row) => !row.isVatRow)
  // If no base row separates gross from net, the VAT rows are all there is of VAT.
  if (settings.vatRows === 'KEEP' || base.every((row) => row.amount === row.netAmount)) {
    return document.rows.map((row) => ({ row, vat: 0n, vatAccount: '' }))
  }
  const vatRows = document.rows.filter((row) => row.isVatRow)
  const postings = base.map((row) => {
    const vat = row.amount - row.netAmount
    return { row, vat, vatAccount: vat === 0n ? '' : row.vatAccountNumber || accountFor(row, base, vatRows, settings) }
  })
  checkNothingMoved(postings, vatRows)
  return postings
}

// From the plainest evidence to the faintest: one VAT account in all; the VAT row of just this amount; the VAT row of
// the sum of all rows with this code and percent.
function accountFor(row: LedgerRow, base: LedgerRow[], vatRows: LedgerRow[], settings: DropSettings): string {
  const all = distinctAccounts(vatRows)
  if (all.length === 1) return all[0] ?? ''
  const vat = row.amount - row.netAmount
  const alike = base.filter((other) => other.vatCode === row.vatCode && other.vatPercentage === row.vatPercentage)
  const group = alike.reduce((total, other) => total + other.amount - other.netAmount, 0n)
  for (const amount of [vat, group]) {
    const found = distinctAccounts(vatRows.filter((vatRow) => vatRow.netAmount === amount))
    if (found.length === 1) return found[0] ?? ''
  }
  if (settings.vatAccount !== undefined) return settings.vatAccount
  throw refused(
    all.length === 0 ? 'VAT_ACCOUNT_MISSING' : 'VAT_ACCOUNT_AMBIGUOUS',
    `The row on account ${row.accountNumber} carries VAT of ${minorToText(vat)} and no vatAccountNumber, and ${
      all.length === 0 ? 'there is no VAT row' : `the VAT rows are on ${all.join(', ')}`
    }.`,
    'Send the row with its vatAccountNumber, or set vatAccount, or set vatRows to KEEP, which writes VAT rows as they are.',
  )
}

function distinctAccounts(rows: LedgerRow[]): string[] {
  return [...new Set(rows.map((row) => row.accountNumber))]
}

// By month, because a VAT row may be dated some days after its base row, but not into another VAT period.
function checkNothingMoved(postings: VatPosting[], vatRows: LedgerRow[]): void {
  const moved = new Map<string, bigint>()
  const add = (account: string, date: CivilDate, amount: bigint) => {
    const key = `${account} in ${date.slice(0, 7)}`
    moved.set(key, (moved.get(key) ?? 0n) + amount)
  }
  for (const { row, vat, vatAccount } of postings) if (vat !== 0n) add(vatAccount, row.bookingDate, vat)
  for (const row of vatRows) add(row.accountNumber, row.bookingDate, -row.netAmount)
  for (const [where, difference] of moved) {
    if (difference === 0n) continue
    throw refused(
      'VAT_ROWS_DISAGREE',
      `VAT on account ${where}: the base rows’ gross minus net and the VAT rows differ by ${minorToText(difference)}.`,
      'NetBaron books VAT from the base rows: make both agree by account and month, or set vatRows to KEEP, which writes VAT rows as they are.',
    )
  }
}
