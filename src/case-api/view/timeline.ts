/** A case's life in sentences, by days: what has happened, and what is planned. */
import { civilDateAt, timeZoneOf } from '@saatava/core/dates.ts'
import { minor, minorToText } from '@saatava/core/money.ts'
import type { CasePayment } from '../../payments/case-queries.ts'
import type { Case } from '../../claims/case.ts'
import type { PlannedStep } from '../../dunning/planned-steps.ts'
import type { CaseEventRow, CaseStepRow } from './queries.ts'

export interface TimelineEntry {
  date: string
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
  const entries: Told[] = [
    happened(BEFORE, debt.invoiceDate, 'INVOICE', `Invoice ${debt.invoiceNumber}`),
    ...dueOf(debt),
    ...taken.map(({ takenOn, kind, fee, ruleId }, i) => {
      const text = `${worded(kind)}, fee ${money(BigInt(fee))}${ruleId === null ? '' : ` by ${ruleId}`}`
      return happened(stepEvents[stepEvents.length - taken.length + i] ?? BEFORE, takenOn, kind, text)
    }),
    ...payments.map(({ allocationId, paymentDate, kind, capital, interest, costs, fees, reversedAt }) => {
      const how = kind === 'DIRECT' ? ' to the creditor' : ''
      const since = reversedAt === null ? '' : ', taken back since'
      const text = `Payment of ${money(capital + interest + costs + fees)}${how}${since}`
      const told = events.findIndex((event) => event.data['allocationId'] === allocationId)
      return happened(told, paymentDate, 'PAYMENT', text)
    }),
    ...events.flatMap(({ at, kind, data }, i) => {
      const text = sentenceOf(kind, data)
      return text === undefined ? [] : [happened(i, civilDateAt(at, timeZoneOf(debt.country)), kind, text)]
    }),
    ...steps.map(({ date, kind, fee, rule }) => {
      const text = `${worded(kind)}${fee === null || fee === 0n ? '' : `, fee at most ${money(fee)} by ${rule}`}`
      return { date, kind, text, planned: true, told: AHEAD }
    }),
  ]
  return entries
    .toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.told - b.told))
    .map(({ date, kind, text, planned }) => ({ date, kind, text, planned }))
}

/** With its place among the events: within a day things stand in the order in which they happened. */
type Told = TimelineEntry & { told: number }
const BEFORE = -1
const AHEAD = Number.MAX_SAFE_INTEGER

function happened(told: number, date: string, kind: string, text: string): Told {
  return { date, kind, text, planned: false, told }
}

/** The due date, unless the case was closed before it came. */
function dueOf(debt: Case): Told[] {
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

function sentenceOf(kind: string, data: Record<string, unknown>): string | undefined {
  const said = (name: string) => {
    const value = data[name]
    return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  }
  const money = (name: string) => moneyIn(data, name)
  switch (kind) {
    case 'OPENED':
      return `The case is opened by policy ${said('policy')}`
    case 'STATUS':
      return `${said('from')} → ${said('to')}${data['reason'] && data['reason'] !== data['to'] ? `: ${said('reason')}` : ''}`
    case 'CLOSED':
      return `The case is closed: ${said('reason')}`
    case 'ACTION_PERFORMED':
      return `${said('code')} is performed${data['comment'] ? `: ${said('comment')}` : ''}`
    case 'ACTION_REFUSED':
      return `${said('code')} is refused: ${(data['refusal'] as { message?: string } | undefined)?.message ?? ''}`
    case 'PLAN_ACCEPTED':
      return `The plan is accepted, fee ${money('fee')}`
    case 'PLAN_BROKEN':
    case 'PLAN_CANCELLED':
    case 'PLAN_COMPLETED':
      return `${worded(kind)}${data['why'] ? `: ${said('why')}` : ''}`
    case 'LETTER_CREATED':
      return `${worded(said('letter'))}: a letter to the debtor`
    case 'LETTER_SENT':
    case 'LETTER_DELIVERED':
      return `${worded(kind)} by ${said('channel')}`
    case 'LETTER_UNDELIVERED':
    case 'LETTER_NOT_SENT':
    case 'LETTER_CANCELLED':
      return `${worded(kind)}${data['reason'] ? `: ${said('reason')}` : ''}`
    case 'FEE_WAIVED':
      return `A fee of ${money('amount')} is waived: ${said('why')}`
    case 'FEES_TO_CLIENT':
      return `Fees of ${money('amount')} are owed by the client: ${said('why')}`
    case 'FEES_TO_AGENCY':
      return `Fees of ${money('amount')} are waived by the agency: ${said('why')}`
    case 'FEES_DEDUCTED':
      return `Fees of ${money('amount')} are taken off settlement ${said('settlementId')}`
    case 'APPROVAL_AWAITED':
      return 'Legal steps wait for the creditor’s approval'
    case 'LEGAL_ACT':
      return `${said('stage')} on ${said('date')}: ${said('reference')}`
    case 'WAIVED':
      return `Waived: ${waived(data)}`
    case 'CREDITED':
      return `Credit note ${said('creditNoteNumber')} lowers the claim by ${money('amount')}`
    case 'PAYMENT_REVERSED':
      return `The payment of ${money('amount')} was taken back`
    case 'PLAN_INTEREST':
      return `Interest makes a last instalment of ${money('amount')}, due on ${said('dueDate')}`
    case 'EXPIRED':
      return `The claim has expired on ${said('expiresOn')}, by ${said('rule')}`
    case 'LAW_GAVE_NO_ANSWER':
      return `The law gives no answer: ${said('why')}`
    case 'TASK':
      return `A task for the agency: ${said('task').toLowerCase().replaceAll('_', ' ')}`
    case 'REOPENED':
      return `The case is opened again: ${said('reason')}`
    default:
      return undefined
  }
}

function moneyIn(data: Record<string, unknown>, name: string): string {
  const value = data[name]
  if (typeof value === 'number') return minorToText(minor(value))
  return typeof value === 'string' ? value : ''
}

function waived(data: Record<string, unknown>): string {
  return ['amount', 'capital', 'interest']
    .filter((name) => name in data && data[name] !== 0)
    .map((name) => `${name === 'amount' ? '' : `${name} `}${moneyIn(data, name)}`)
    .join(', ')
}
