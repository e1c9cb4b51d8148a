/** A case's life in sentences, by days: what has happened, and what is planned. */
import { type CivilDate, civilDateAt, timeZoneOf } from '@saatava/core/dates.ts'
import { minor, minorToText } from '@saatava/core/money.ts'
import type { CasePayment } from '../../payments/case-queries.ts'
import type { Case } from '../../claims/case.ts'
import type { CaseHistory } from '../../claims/history.ts'
import type { PlannedStep } from '../../dunning/planned-steps.ts'
import type { CaseEventRow, CaseStepRow } from './queries.ts'

export interface TimelineEntry {
  date: CivilDate
  kind: string
  text: string
  planned: boolean
}

export interface Lived {
  events: readonly CaseEventRow[]
  payments: readonly CasePayment[]
  taken: readonly CaseStepRow[]
  steps: readonly PlannedStep[]
}

export function timelineOf(debt: Case, { events, payments, taken, steps }: Lived): TimelineEntry[] {
  const { currency } = debt
  const money = (minor: bigint) => `${minorToText(minor)} ${currency}`
  const stepEvents = events.flatMap(({ kind }, i) => (kind === 'STEP_TAKEN' ? [i] : []))
  const entries: Placed[] = [
    happened(BEFORE, debt.invoiceDate, 'INVOICE', `Invoice ${debt.invoiceNumber}`),
    ...dueOf(debt),
    ...taken.map(({ takenOn, kind, fee, ruleId }, i) => {
      const text = `${worded(kind)}, fee ${money(BigInt(fee))}${ruleId === null ? '' : ` by ${ruleId}`}`
      return happened(stepEvents[stepEvents.length - taken.length + i] ?? BEFORE, takenOn, kind, text)
    }),
    ...payments.map(({ allocationId, paymentDate, kind, capital, interest, costs, fees, reversedAt }) => {
      const how = kind === 'DIRECT' ? ' to the creditor' : ''
      const since = reversedAt === null ? '' : ', taken back later'
      const text = `Payment of ${money(capital + interest + costs + fees)}${how}${since}`
      const place = events.findIndex(({ data }) => 'allocationId' in data && data.allocationId === allocationId)
      return happened(place, paymentDate, 'PAYMENT', text)
    }),
    ...events.flatMap((event) => {
      const { kind, data } = event
      if (kind === 'EARLIER_LETTER')
        return [
          happened(
            BEFORE,
            data.date,
            data.letter,
            `${worded(data.letter)} by the ${data.by.toLowerCase()} before, fee ${moneyText(data.fee)}`,
          ),
        ]
      if (kind === 'EARLIER_PAYMENT')
        return [
          happened(BEFORE, data.date, 'PAYMENT', `Payment of ${moneyText(data.amount)} before the case was taken over`),
        ]
      return []
    }),
    ...events.flatMap((event, i) => {
      const text = sentenceOf(event)
      const date = civilDateAt(event.at, timeZoneOf(debt.country))
      return text === undefined ? [] : [happened(i, date, event.kind, text)]
    }),
    ...steps.map(({ date, kind, fee, rule }) => {
      const text = `${worded(kind)}${fee === null || fee === 0n ? '' : `, fee at most ${money(fee)} by ${rule}`}`
      return { date, kind, text, planned: true, place: AHEAD }
    }),
  ]
  return entries
    .toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.place - b.place))
    .map(({ date, kind, text, planned }) => ({ date, kind, text, planned }))
}

/** With its place among the events: within a day things stand in the order in which they happened. */
type Placed = TimelineEntry & { place: number }
const BEFORE = -1
const AHEAD = Number.MAX_SAFE_INTEGER

function happened(place: number, date: CivilDate, kind: string, text: string): Placed {
  return { date, kind, text, planned: false, place }
}

/** The due date, unless the case was closed before it came. */
function dueOf(debt: Case): Placed[] {
  const { status, stage, closedAt, caseDueDate } = debt
  const closedOn = status === 'CLOSED' && closedAt !== null ? civilDateAt(closedAt, timeZoneOf(debt.country)) : null
  if (closedOn !== null && closedOn < caseDueDate) return []
  const overdue = stage !== 'INVOICED' || status === 'CLOSED'
  const due = happened(overdue ? BEFORE : AHEAD, caseDueDate, 'DUE', 'The claim falls due')
  return [{ ...due, planned: !overdue }]
}

function worded(kind: string): string {
  const words = kind.toLowerCase().replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** Describes an event in a sentence; undefined where a step or payment shows it already, or where it does not concern the debtor. */
function sentenceOf(event: CaseEventRow): string | undefined {
  const { kind, data } = event
  switch (kind) {
    case 'OPENED':
      return `The case is opened by policy ${data.policy}`
    case 'TAKEN_OVER':
      return `The case is taken over from ${data.agency}, where it was ${data.caseNumber}, with the balances of ${data.takenOverOn}`
    case 'HANDED_BACK':
      return `The case is handed back to the creditor`
    case 'RELEASED':
      return `The case is released: ${data.hold}`
    case 'STATUS':
      return `${data.from} → ${data.to}${data.reason === data.to ? '' : why(data.reason)}`
    case 'CLOSED':
      return `The case is closed: ${data.reason}`
    case 'REOPENED':
      return `The case is opened again: ${data.reason}`
    case 'ACTION_PERFORMED':
      return `${data.code} is performed${why(data.comment)}`
    case 'ACTION_REFUSED':
      return `${data.code} is refused: ${data.refusal.message}`
    case 'PLAN_ACCEPTED':
      return `The plan is accepted, fee ${moneyText(data.fee)}`
    case 'PLAN_BROKEN':
    case 'PLAN_CANCELLED':
    case 'PLAN_COMPLETED':
      return `${worded(kind)}${why(data.why)}`
    case 'PLAN_INTEREST':
      return `Interest is added as a last instalment of ${moneyText(data.amount)}, due on ${data.dueDate}`
    case 'LETTER_CREATED':
      return `${worded(data.letter)}: a letter to the debtor`
    case 'LETTER_SENT':
    case 'LETTER_DELIVERED':
      return `${worded(kind)} by ${data.channel}`
    case 'LETTER_UNDELIVERED':
    case 'LETTER_NOT_SENT':
    case 'LETTER_CANCELLED':
      return `${worded(kind)}${why(data.reason)}`
    case 'FEE_WAIVED':
      return `A fee of ${moneyText(data.amount)} is waived: ${data.why}`
    case 'FEES_TO_CLIENT':
      return `Fees of ${moneyText(data.amount)} are owed by the client: ${data.why}`
    case 'FEES_TO_AGENCY':
      return `Fees of ${moneyText(data.amount)} are waived by the agency: ${data.why}`
    case 'FEES_DEDUCTED':
      return `Fees of ${moneyText(data.amount)} are deducted from settlement ${data.settlementId}`
    case 'APPROVAL_AWAITED':
      return 'Legal steps wait for the creditor’s approval'
    case 'LEGAL_ACT':
      return `${data.stage} on ${data.date}: ${data.reference}`
    case 'WAIVED':
      return `Waived: ${waived(data)}`
    case 'CREDITED':
      return `Credit note ${data.creditNoteNumber} lowers the claim by ${moneyText(data.amount)}`
    case 'PAYMENT_REVERSED':
      return `The payment of ${moneyText(data.amount)} was taken back`
    case 'EXPIRED':
      return `The claim expired on ${data.expiresOn}, by ${data.rule}`
    case 'LAW_GAVE_NO_ANSWER':
      return `The law packs give no answer: ${data.why}`
    case 'DEBTOR_MARKED':
      return `The debtor has the mark ${data.mark}: ${data.source}`
    case 'TASK':
      return `A task for the agency: ${data.task.toLowerCase().replaceAll('_', ' ')}`
    case 'STEP_TAKEN':
    case 'EARLIER_LETTER':
    case 'EARLIER_PAYMENT':
    case 'PAYMENT':
    case 'DIRECT_PAYMENT':
    case 'PAYMENT_UNALLOCATED':
    case 'SETTLED':
    case 'LAW_FORBIDS_STEP':
      return undefined
    default:
      return kind satisfies never
  }
}

function why(reason: string | null | undefined): string {
  return reason ? `: ${reason}` : ''
}

/** @param amount major units */
function moneyText(amount: number): string {
  return minorToText(minor(amount))
}

function waived({ amount, capital, interest }: CaseHistory['WAIVED']): string {
  return [
    ...(amount ? [moneyText(amount)] : []),
    ...(capital ? [`capital ${moneyText(capital)}`] : []),
    ...(interest ? [`interest ${moneyText(interest)}`] : []),
  ].join(', ')
}
