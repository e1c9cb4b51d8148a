/**
 * The claim as a statement: everything that was ever posted to it, in order, and the interest that has run since. Its
 * columns add up to the balance that is shown, whatever has happened to the case.
 */
import type { CivilDate } from '@saatava/core/dates.ts'
import { minorToNumber } from '@saatava/core/money.ts'
import type { Account } from '../../journal/accounts.ts'
import type { JournalKind } from '../../journal/details.ts'
import type { CaseEntry } from '../../journal/case-queries.ts'
import { type Claim, lessOf } from '../../claims/claim.ts'

export interface Movement {
  /** Civil date. */
  date: CivilDate
  kind: string
  description: string
  capitalAmount: number
  interestAmount: number
  /** The creditor's own and the agency's fees. */
  costsAmount: number
  /** The rule by which it was charged, or divided; for interest see the periods. */
  rule: string | null
  source: string | null
  /** The origin of the entry, such as payment:0190…; null: it is not posted. */
  basis: string | null
  /** The transaction of the journal; null: it is not posted. */
  transactionId: string | null
}

const TEXTS: Partial<Record<JournalKind, string>> = {
  CASE_OPENED: 'Claim when the case was opened',
  INTEREST_ACCRUED: 'Interest up to this day',
  FEE_CHARGED: 'Fee',
  FEE_WAIVED: 'Fee reversed',
  PAYMENT_ALLOCATED: 'Payment',
  DIRECT_PAYMENT: 'Payment to the creditor',
  ALLOCATION_REVERSED: 'Payment taken back',
  CAPITAL_CREDITED: 'Credit note',
  WAIVED: 'Waived',
  WITHDRAWN: 'Withdrawn by the creditor',
  WRITTEN_OFF: 'Written off',
}
const COMPONENT: Partial<Record<Account, keyof Claim>> = {
  RECEIVABLE_CAPITAL: 'capital',
  RECEIVABLE_INTEREST: 'interest',
  RECEIVABLE_COSTS: 'costs',
  RECEIVABLE_FEES: 'fees',
}
const NOTHING: Claim = { capital: 0n, interest: 0n, costs: 0n, fees: 0n }

/**
 * @param entries of the case in the journal, in order, perhaps without the first
 * @param claim what is owed on the day
 * @param running what of its interest is not posted yet, minor units; below zero where more was posted than is owed then
 */
export function movementsOf(
  entries: readonly CaseEntry[],
  { claim, running, onDate }: { claim: Claim; running: bigint; onDate: CivilDate },
): Movement[] {
  const parts = entries.map(partsOf)
  const posted = { ...claim, interest: claim.interest - running }
  const before = parts.reduce(lessOf, posted)
  const [first] = entries
  return [
    ...(isNothing(before) ? [] : [line(first?.bookingDate ?? onDate, 'BEFORE', 'Earlier movements', before)]),
    ...entries.map((entry, i) =>
      line(entry.bookingDate, entry.kind, textOf(entry), parts[i] ?? NOTHING, {
        ...ruleOf(entry),
        basis: entry.source,
        transactionId: entry.transactionId,
      }),
    ),
    ...(running === 0n
      ? []
      : [line(onDate, 'INTEREST_RUNNING', 'Interest since, up to this day', { ...NOTHING, interest: running })]),
  ]
}

function partsOf({ postings }: CaseEntry): Claim {
  const parts = { ...NOTHING }
  for (const { account, amount } of postings) {
    const component = COMPONENT[account]
    if (component !== undefined) parts[component] += amount
  }
  return parts
}

function isNothing(parts: Claim): boolean {
  return Object.values(parts).every((amount) => amount === 0n)
}

const UNPOSTED = { rule: null, source: null, basis: null, transactionId: null }

function line(
  date: CivilDate,
  kind: string,
  description: string,
  parts: Claim,
  rests: Pick<Movement, 'rule' | 'source' | 'basis' | 'transactionId'> = UNPOSTED,
): Movement {
  return {
    date,
    kind,
    description,
    capitalAmount: minorToNumber(parts.capital),
    interestAmount: minorToNumber(parts.interest),
    costsAmount: minorToNumber(parts.costs + parts.fees),
    ...rests,
  }
}

/** The rule of law that a fee was charged by, or a payment divided by. */
function ruleOf(entry: CaseEntry): Pick<Movement, 'rule' | 'source'> {
  if (entry.kind === 'FEE_CHARGED' || entry.kind === 'FEE_WAIVED')
    return { rule: entry.details.ruleId ?? null, source: entry.details.source ?? null }
  if (entry.kind === 'PAYMENT_ALLOCATED' || entry.kind === 'DIRECT_PAYMENT' || entry.kind === 'WRITTEN_OFF')
    return { rule: entry.details.rule ?? null, source: entry.details.source ?? null }
  return { rule: null, source: null }
}

function textOf(entry: CaseEntry): string {
  const text = TEXTS[entry.kind] ?? entry.kind.toLowerCase().replaceAll('_', ' ')
  return [text, ...aboutOf(entry)].filter((part) => part !== undefined).join(', ')
}

function aboutOf(entry: CaseEntry): (string | number | undefined)[] {
  if (entry.kind === 'FEE_CHARGED') return [entry.details.step, entry.details.note]
  if (entry.kind === 'FEE_WAIVED') return [entry.details.step, entry.details.why]
  if (entry.kind === 'CAPITAL_CREDITED') return [entry.details.creditNoteNumber]
  if (entry.kind === 'WAIVED') return [entry.details.why]
  return []
}
