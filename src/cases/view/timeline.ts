/** A case's life in sentences, by days: what has happened, and what is planned. */
import { civilDateAt, timeZoneOf } from '../../core/dates.ts'
import { minorToText } from '../../core/money.ts'
import type { CasePayment } from '../../payments/payments-of-case.ts'
import type { Case } from '../case.ts'
import type { PlannedStep } from '../planned-steps.ts'
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

export function timelineOf(of: Case, { events, payments, taken, steps }: Lived): TimelineEntry[] {
  const happened = (date: string, kind: string, text: string): TimelineEntry => ({ date, kind, text, planned: false })
  const { currency } = of
  const money = (minor: bigint) => `${minorToText(minor)} ${currency}`
  const overdue = of.stage !== 'INVOICED' || of.status === 'CLOSED'
  const due = { date: of.caseDueDate, kind: 'DUE', text: 'The claim falls due', planned: !overdue }
  const entries: TimelineEntry[] = [
    happened(of.invoiceDate, 'INVOICE', `Invoice ${of.invoiceNumber}`),
    ...(of.status === 'CLOSED' &&
    of.closedAt !== null &&
    civilDateAt(of.closedAt, timeZoneOf(of.country)) < of.caseDueDate
      ? []
      : [due]),
    ...taken.map(({ takenOn, kind, fee, ruleId }) =>
      happened(takenOn, kind, `${worded(kind)}, fee ${money(BigInt(fee))}${ruleId === null ? '' : ` by ${ruleId}`}`),
    ),
    ...payments.map(({ paymentDate, kind, capital, interest, costs, fees, reversedAt }) => {
      const sum = money(capital + interest + costs + fees)
      const how = kind === 'DIRECT' ? ' to the creditor' : ''
      return happened(
        paymentDate,
        'PAYMENT',
        `Payment of ${sum}${how}${reversedAt === null ? '' : ', taken back since'}`,
      )
    }),
    ...events.flatMap(({ at, kind, data }) => {
      const text = sentenceOf(kind, data)
      return text === undefined ? [] : [happened(civilDateAt(at, timeZoneOf(of.country)), kind, text)]
    }),
    ...steps.map(({ date, kind, fee, rule }) => ({
      date,
      kind,
      text: `${worded(kind)}${fee === null || fee === 0n ? '' : `, fee at most ${money(fee)} by ${rule}`}`,
      planned: true,
    })),
  ]
  // Days alone decide: within one, it stays as it was told.
  return entries.toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))
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
  switch (kind) {
    case 'OPENED':
      return `The case is opened by policy ${said('policy')}`
    case 'STATUS':
      return `${said('from')} → ${said('to')}${data['reason'] ? `: ${said('reason')}` : ''}`
    case 'CLOSED':
      return `The case is closed: ${said('reason')}`
    case 'ACTION_PERFORMED':
      return `${said('code')} is performed${data['comment'] ? `: ${said('comment')}` : ''}`
    case 'ACTION_REFUSED':
      return `${said('code')} is refused: ${(data['refusal'] as { message?: string } | undefined)?.message ?? ''}`
    case 'PLAN_ACCEPTED':
      return `The plan is accepted, fee ${said('fee')}`
    case 'PLAN_BROKEN':
    case 'PLAN_CANCELLED':
    case 'PLAN_COMPLETED':
      return `${worded(kind)}${data['why'] ? `: ${said('why')}` : ''}`
    case 'LETTER_SENT':
    case 'LETTER_DELIVERED':
      return `${worded(kind)} by ${said('channel')}`
    case 'LETTER_UNDELIVERED':
    case 'LETTER_NOT_SENT':
      return `${worded(kind)}${data['reason'] ? `: ${said('reason')}` : ''}`
    case 'FEE_WAIVED':
      return `A fee of ${said('amount')} is waived: ${said('why')}`
    case 'FEES_TO_CLIENT':
      return `Fees of ${said('amount')} are owed by the client: ${said('why')}`
    case 'FEES_TO_AGENCY':
      return `Fees of ${said('amount')} are waived by the agency: ${said('why')}`
    case 'FEES_DEDUCTED':
      return `Fees of ${said('amount')} are taken off settlement ${said('settlementId')}`
    case 'APPROVAL_AWAITED':
      return 'Legal steps wait for the creditor’s approval'
    case 'LEGAL_ACT':
      return `${said('stage')} on ${said('date')}: ${said('reference')}`
    case 'WAIVED':
    case 'TASK':
    case 'REOPENED':
      return worded(kind)
    default:
      return undefined
  }
}
