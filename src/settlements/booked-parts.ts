/**
 * The capital of a settlement, by the account of the client's books that it clears. An allocation whose payment was put
 * into the client's accounting clears the account that its payment was put on; that of another invoice is booked on
 * the account for invoices that are not booked from here. The documents decide, not today's settings: so what payments
 * put on the clearing account their settlements take off it, to the cent.
 */
import type { ClientId, CaseId } from '@saatava/core/ids.ts'
import { selectBookedPayments } from '../accounting/booked-payments-queries.ts'
import { ownPaymentIdentifier } from '../accounting/own-payment-identifiers.ts'
import type { Case } from '../claims/case.ts'
import { sum } from '@saatava/core/money.ts'
import type { SettleLine } from '../payments/settle-queries.ts'
import type { Queryable } from '../platform/database.ts'
import { sign } from './lines.ts'

export interface CapitalPart {
  /** The account that payments were booked on; undefined: the invoices are not booked from here. */
  clearingAccount: string | undefined
  /** Minor units, with the sign it has for the client. */
  amount: bigint
  /** In ascending order, each once. */
  invoiceNumbers: number[]
}

/** @param cases those of the lines, by case id */
export async function capitalParts(
  db: Queryable,
  clientId: ClientId,
  lines: readonly SettleLine[],
  cases: ReadonlyMap<CaseId, Case>,
): Promise<CapitalPart[]> {
  const collected = lines.filter(({ paymentKind, capital }) => paymentKind === 'BANK' && capital !== 0n)
  const accounts = await selectBookedPayments(db, clientId, collected.map(ownPaymentIdentifier))
  const byAccount = Map.groupBy(collected, (line) => accounts.get(ownPaymentIdentifier(line)))
  return [...byAccount].map(([clearingAccount, ownLines]) => ({
    clearingAccount,
    amount: sum(ownLines.map((line) => sign(line) * line.capital)),
    invoiceNumbers: [...new Set(ownLines.flatMap(({ caseId }) => cases.get(caseId)?.invoiceNumber ?? []))].toSorted(
      (a, b) => a - b,
    ),
  }))
}
