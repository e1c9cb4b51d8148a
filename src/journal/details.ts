/**
 * The kinds of journal entries and the details that explain each: what the verb that posts an entry says to whoever shows
 * it. Details are JSON: amounts are major units unless a name says otherwise, and dates are civil.
 */
import type { CivilDate } from '@saatava/core/dates.ts'
import type { AllocationId, LetterId } from '@saatava/core/ids.ts'

/** A rule of law, as the law packs cite it. */
interface Cited {
  rule: string
  source: string
  validFrom?: CivilDate
  status?: string
}

/** Why an amount was divided between the components of a claim as it was. */
export interface AllocationDetails extends Partial<Cited> {
  order: readonly string[]
  /** The contract has its own order. */
  agreed: boolean
  matchedBy: string
  onDate: CivilDate
  before: Record<string, number>
  paid: Record<string, number>
  after: Record<string, number>
}

interface FundsMoved {
  from: string
  to: string
  entries: string[]
}

type Nothing = Record<string, never>

export interface JournalDetails {
  CASE_OPENED: { invoiceNumber: number }
  CAPITAL_CREDITED: { creditNoteNumber?: number }
  INTEREST_ACCRUED: { total?: string; start?: string; periods: readonly object[]; rules?: readonly object[] }
  FEE_CHARGED: { step: string; ruleId?: string | null; source?: string | null; status?: string; note?: string }
  FEE_WAIVED: { letterId: LetterId; why: string; step: string; ruleId: string | null; source: string | null }
  PAYMENT_RECEIVED: Nothing
  PAYMENT_ALLOCATED: AllocationDetails
  DIRECT_PAYMENT: AllocationDetails
  ALLOCATION_REVERSED: { allocationId?: AllocationId }
  PAYMENT_REVERSED: Nothing
  PAYMENT_RETURNED: { returnId?: string }
  RETURN_ORDERED: { returnId: string }
  RETURN_CAME_BACK: { returnId: string }
  RETURN_UNDONE: { returnId: string }
  WAIVED: { why: string; capital?: number; interest?: number }
  WITHDRAWN: Nothing
  WRITTEN_OFF: Partial<Cited> & { expiresOn?: CivilDate }
  COMMISSION: Nothing
  SETTLED: Nothing
  DEDUCTED: Nothing
  SETTLEMENT_PAID: { attempt: number }
  SETTLEMENT_RETURNED: { attempt: number }
  PAYOUT_REFUSED: { attempt: number }
  PAYOUT_RESUMED: { attempt: number }
  RECEIVED_AT_BANK: FundsMoved
  SET_ASIDE: FundsMoved
  FUNDS_MOVED: FundsMoved
  FUNDS_ATTRIBUTED: { by: string }
  /** `opening` in minor units. */
  BROUGHT_FORWARD: { opening: string; openedOn: CivilDate }
  OPENING_CORRECTED: Nothing
}

export type JournalKind = keyof JournalDetails
