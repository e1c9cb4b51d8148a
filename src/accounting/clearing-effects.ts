/**
 * Computes what one of our documents puts on the clearing account, as it was sent and as the accounting system shows it.
 */
import type { AccountingDocument, RemoteVoucher } from '../connectors/port.ts'
import { absolute, sum } from '@saatava/core/money.ts'

/** Minor units by account, + debit and − credit; empty where the document is not one of our payments or settlements. */
export type Effects = ReadonlyMap<string, bigint>

const NONE: Effects = new Map()

export function effectsOf(document: AccountingDocument): Effects {
  if (document.kind === 'payment')
    return document.accounts === undefined ? NONE : new Map([[document.accounts.money, document.amount]])
  return document.identifier.startsWith('settlement:') ? byAccount(document.rows) : NONE
}

/**
 * Computes the effects of the voucher as the accounting system shows it. A system that shows no rows of a payment shows
 * its sum, which may come without its sign: it is on the account that the connection's payment method names.
 */
export function effectsThere(sent: Effects, kind: string, { lines, total }: RemoteVoucher): Effects {
  if (lines !== undefined) return byAccount(lines.map(({ account, amount }) => ({ accountNumber: account, amount })))
  if (kind !== 'payment' || total === undefined) return sent
  return new Map([...sent].map(([account, amount]) => [account, amount < 0n ? -absolute(total) : absolute(total)]))
}

function byAccount(rows: readonly { accountNumber: string; amount: bigint }[]): Effects {
  return new Map(
    [...Map.groupBy(rows, ({ accountNumber }) => accountNumber)].map(([account, group]) => [
      account,
      sum(group.map(({ amount }) => amount)),
    ]),
  )
}
