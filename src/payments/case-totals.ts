import type { CivilDate } from '@saatava/core/dates.ts'
import type { CaseId, ClientId } from '@saatava/core/ids.ts'
import { referenceKey } from '@saatava/core/references/reference-key.ts'
import type { Queryable } from '../platform/database.ts'
import { selectHeldOfClient, selectTotalsOfCases } from './totals-queries.ts'

const HELD_MAX = 5_000

/** Sums paid on a case, minor units. */
export interface CaseTotals {
  /** To the agency's account; without payments that were taken back. */
  bank: bigint
  /** To the creditor itself. */
  direct: bigint
  /** Allocated once, and taken back since: by the bank, or by a person who moved it. */
  takenBack: bigint
  /** Held because more came than was owed, and not returned yet. */
  overpaid: bigint
  /** Civil date of the latest payment that counts. */
  lastPaymentDate: CivilDate | null
}

const NOTHING: CaseTotals = { bank: 0n, direct: 0n, takenBack: 0n, overpaid: 0n, lastPaymentDate: null }

/** Returns the sums paid on cases of one client, by caseId. */
export async function totalsOfCases(
  db: Queryable,
  clientId: ClientId,
  cases: readonly { caseId: CaseId; paymentReference: string | null }[],
): Promise<(caseId: CaseId) => CaseTotals> {
  const totals = new Map<number, CaseTotals>()
  const add = (caseId: CaseId, part: Partial<CaseTotals>) =>
    totals.set(caseId, { ...NOTHING, ...totals.get(caseId), ...part })
  const ids = cases.map(({ caseId }) => caseId)
  for (const { caseId, ...row } of await selectTotalsOfCases(db, clientId, ids)) add(caseId, row)
  const byReference = new Map(cases.map(({ caseId, paymentReference }) => [paymentReference, caseId]))
  for (const held of await selectHeldOfClient(db, clientId, HELD_MAX)) {
    const named = held.originalReference === null ? undefined : byReference.get(referenceKey(held.originalReference))
    // A payment that pays several cases is more than was owed on the last of them.
    const caseId = held.caseId !== null && ids.includes(held.caseId) ? held.caseId : named
    if (caseId !== undefined) add(caseId, { overpaid: (totals.get(caseId)?.overpaid ?? 0n) + held.unallocated })
  }
  return (caseId) => totals.get(caseId) ?? NOTHING
}
