/**
 * The kinds of journal entries and the details that explain each: what the verb that posts an entry says to whoever shows
 * it. Details are JSON: amounts are major units unless a name says otherwise, and dates are civil.
 */
import { type Static, Type } from 'typebox'
import type { CivilDate } from '@saatava/core/dates.ts'
import type { AllocationId, LetterId } from '@saatava/core/ids.ts'
import { oneOf, optional, orNull } from '../platform/http/schema.ts'
import { stored } from '../platform/stored.ts'

const text = Type.String()
const civilDate = Type.Unsafe<CivilDate>(Type.String())
const ruleStatus = oneOf(['verified', 'unverified'])

/** A rule of law, as the law packs cite it. */
const cited = { rule: text, source: text, validFrom: civilDate, status: ruleStatus }
const Cited = Type.Partial(Type.Object(cited))

/** Why an amount was divided between the components of a claim as it was. */
const AllocationDetails = Type.Object({
  ...Cited.properties,
  order: Type.Array(text),
  /** The contract has its own order. */
  agreed: Type.Boolean(),
  matchedBy: text,
  onDate: civilDate,
  before: Type.Record(Type.String(), Type.Number()),
  paid: Type.Record(Type.String(), Type.Number()),
  after: Type.Record(Type.String(), Type.Number()),
})
export type AllocationDetails = Static<typeof AllocationDetails>

const FundsMoved = Type.Object({ from: text, to: text, entries: Type.Array(text) })
const Returned = Type.Object({ returnId: text })
const Attempt = Type.Object({ attempt: Type.Integer() })
const Nothing = Type.Object({})

const Citation = Type.Object({ ...cited, carriedOn: optional(Type.Boolean()) })
const InterestPeriod = Type.Object({
  ...{ rule: text, source: text, status: ruleStatus },
  ...{ from: civilDate, to: civilDate, days: Type.Number() },
  /** Minor units. */
  capital: text,
  rate: Type.Number(),
  referenceRate: optional(Type.Number()),
  margin: optional(Type.Number()),
  unrounded: text,
  rules: Type.Array(Citation),
  note: optional(text),
})

const JOURNAL_DETAILS = {
  CASE_OPENED: Type.Object({ invoiceNumber: Type.Integer() }),
  CAPITAL_CREDITED: Type.Object({ creditNoteNumber: optional(Type.Integer()) }),
  INTEREST_ACCRUED: Type.Object({
    total: optional(text),
    start: optional(text),
    periods: Type.Array(InterestPeriod),
    rules: optional(Type.Array(Citation)),
  }),
  FEE_CHARGED: Type.Object({
    step: text,
    ruleId: optional(orNull(text)),
    source: optional(orNull(text)),
    status: optional(text),
    note: optional(text),
  }),
  FEE_WAIVED: Type.Object({
    letterId: Type.Unsafe<LetterId>(text),
    why: text,
    step: text,
    ruleId: orNull(text),
    source: orNull(text),
  }),
  PAYMENT_RECEIVED: Nothing,
  PAYMENT_ALLOCATED: AllocationDetails,
  DIRECT_PAYMENT: AllocationDetails,
  ALLOCATION_REVERSED: Type.Object({ allocationId: optional(Type.Unsafe<AllocationId>(Type.Integer())) }),
  PAYMENT_REVERSED: Nothing,
  PAYMENT_RETURNED: Type.Partial(Returned),
  RETURN_ORDERED: Returned,
  RETURN_CAME_BACK: Returned,
  RETURN_UNDONE: Returned,
  WAIVED: Type.Object({ why: text, capital: optional(Type.Number()), interest: optional(Type.Number()) }),
  WITHDRAWN: Nothing,
  WRITTEN_OFF: Type.Object({ ...Cited.properties, expiresOn: optional(civilDate) }),
  COMMISSION: Nothing,
  SETTLED: Nothing,
  DEDUCTED: Nothing,
  SETTLEMENT_PAID: Attempt,
  SETTLEMENT_RETURNED: Attempt,
  PAYOUT_REFUSED: Attempt,
  PAYOUT_RESUMED: Attempt,
  RECEIVED_AT_BANK: FundsMoved,
  SET_ASIDE: FundsMoved,
  FUNDS_MOVED: FundsMoved,
  FUNDS_ATTRIBUTED: Type.Object({ by: text }),
  /** `opening` in minor units. */
  BROUGHT_FORWARD: Type.Object({ opening: text, openedOn: civilDate }),
  OPENING_CORRECTED: Nothing,
}

export type JournalKind = keyof typeof JOURNAL_DETAILS
export const JOURNAL_KINDS = Object.keys(JOURNAL_DETAILS) as JournalKind[]
export type JournalDetails = { [K in JournalKind]: Details<Static<(typeof JOURNAL_DETAILS)[K]>> }
type Details<T> = keyof T extends never ? Record<string, never> : T

type Readers = { [K in JournalKind]: (value: unknown, key: string) => Partial<JournalDetails[K]> }

/** Read the details of an entry of each kind; an entry may have been posted without them. */
export const DETAILS_READERS = Object.fromEntries(
  Object.entries(JOURNAL_DETAILS).map(([kind, schema]) => [
    kind,
    stored(Type.Partial(schema), 'journal_transaction.details'),
  ]),
) as Readers
