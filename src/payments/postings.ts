/** Journal entries of payments; + debit, − credit. */
import type { CaseId } from '@saatava/core/ids.ts'
import type { Claim } from '../claims/claim.ts'
import type { Posting } from '../journal/entry.ts'

export type PaymentKind = 'BANK' | 'DIRECT'

/** Money has come to the agency's account for clients, and is nobody's yet. */
export function received(currency: string, amount: bigint): Posting[] {
  return [
    { account: 'CLIENT_FUNDS', currency, amount },
    { account: 'UNALLOCATED', currency, amount: -amount },
  ]
}

/** It is to go back to the payer: the bank is asked by a payment file. */
export function returnOrdered(currency: string, amount: bigint): Posting[] {
  return [
    { account: 'UNALLOCATED', currency, amount },
    { account: 'RETURNS_UNDER_WAY', currency, amount: -amount },
  ]
}

/** The bank has paid a return that was ordered. */
export function returnExecuted(currency: string, amount: bigint): Posting[] {
  return [
    { account: 'RETURNS_UNDER_WAY', currency, amount },
    { account: 'CLIENT_FUNDS', currency, amount: -amount },
  ]
}

/** It went back to the payer. */
export function returned(currency: string, amount: bigint): Posting[] {
  return [
    { account: 'UNALLOCATED', currency, amount },
    { account: 'CLIENT_FUNDS', currency, amount: -amount },
  ]
}

/** A payment pays a case: the debtor owes less, and what was unallocated is owed to the client, fees to the agency. */
export function allocated(kind: PaymentKind, caseId: CaseId, currency: string, parts: Claim): Posting[] {
  const { capital, interest, costs, fees } = parts
  const client = capital + interest + costs
  const less: Posting[] = [
    { account: 'RECEIVABLE_CAPITAL', caseId, currency, amount: -capital },
    { account: 'RECEIVABLE_INTEREST', caseId, currency, amount: -interest },
    { account: 'RECEIVABLE_COSTS', caseId, currency, amount: -costs },
    { account: 'RECEIVABLE_FEES', caseId, currency, amount: -fees },
    { account: 'CLAIMS_OF_CLIENT', caseId, currency, amount: client },
    { account: 'CLAIMS_OF_AGENCY', caseId, currency, amount: fees },
  ]
  // The creditor has the money already, fees too: those it owes the agency, which takes them off its next settlement.
  if (kind === 'DIRECT')
    return [
      ...less,
      { account: 'OWED_TO_AGENCY', caseId, currency, amount: -fees },
      { account: 'OWED_TO_CLIENT', caseId, currency, amount: fees },
    ]
  return [
    ...less,
    { account: 'UNALLOCATED', currency, amount: client + fees },
    { account: 'OWED_TO_CLIENT', caseId, currency, amount: -client },
    { account: 'OWED_TO_AGENCY', caseId, currency, amount: -fees },
  ]
}

/**
 * Returns what `allocated` adds to OWED_TO_CLIENT of the case, as a claim of the client: minor units, + owed to it, −
 * by it.
 */
export function owedToClient(kind: PaymentKind, { capital, interest, costs, fees }: Claim): bigint {
  return kind === 'DIRECT' ? -fees : capital + interest + costs
}
