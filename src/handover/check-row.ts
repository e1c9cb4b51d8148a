/** Checks a row where the schema cannot: days stand in order, and balances are the sums of the fees and payments. */
import type { CivilDate } from '@saatava/core/dates.ts'
import { minor, minorToText, sum } from '@saatava/core/money.ts'
import type { Fault } from '../platform/errors.ts'
import type { CaseRow } from './schemas.ts'

/** The sums of a row, minor units. */
export interface RowSums {
  total: bigint
  /** Fees of the agency's letters. */
  agencyFees: bigint
  /** Costs of the creditor, the fees of its letters among them. */
  creditorCosts: bigint
  paid: { capital: bigint; interest: bigint; costs: bigint }
  credited: bigint
}

export function sumsOf({ invoice, letters = [], payments = [], creditorCosts, creditedAmount }: CaseRow): RowSums {
  const fees = (by: string) => sum(letters.filter((one) => one.by === by).map(({ fee }) => minor(fee ?? 0)))
  const paid = (part: 'capital' | 'interest' | 'costs') => sum(payments.map((one) => minor(one[part] ?? 0)))
  return {
    total: minor(invoice.totalAmount),
    agencyFees: fees('AGENCY'),
    creditorCosts: fees('CREDITOR') + minor(creditorCosts ?? 0),
    paid: { capital: paid('capital'), interest: paid('interest'), costs: paid('costs') },
    credited: minor(creditedAmount ?? 0),
  }
}

/** @param takenOverOn the day of the balances */
export function rowFaults(row: CaseRow, takenOverOn: CivilDate): Fault[] {
  return [...dayFaults(row, takenOverOn), ...balanceFaults(row), ...stageFaults(row)]
}

function dayFaults(row: CaseRow, takenOverOn: CivilDate): Fault[] {
  const { invoice, letters = [], payments = [], interest, acknowledgedOn, legal } = row
  const faults: Fault[] = []
  const within = (pointer: string, day: CivilDate | undefined, from: CivilDate, what: string) => {
    if (day !== undefined && (day < from || day > takenOverOn))
      faults.push({
        ...{ pointer, code: 'DATES_OUT_OF_ORDER', received: day },
        message: `must lie between ${from}, ${what}, and ${takenOverOn}, the take-over day`,
      })
  }
  const since = (pointer: string, day: CivilDate | undefined) =>
    within(pointer, day, invoice.date, 'the invoice’s date')
  if (invoice.dueDateMovedTo !== undefined && invoice.dueDateMovedTo <= invoice.dueDate)
    faults.push({
      ...{ pointer: '/invoice/dueDateMovedTo', code: 'DATES_OUT_OF_ORDER', received: invoice.dueDateMovedTo },
      message: `must be after ${invoice.dueDate}, the due date`,
    })
  if (invoice.date > takenOverOn) since('/invoice/date', invoice.date)
  for (const [i, letter] of letters.entries()) {
    since(`/letters/${i}/date`, letter.date)
    if (letter.payBy !== undefined && letter.payBy < letter.date)
      faults.push({
        ...{ pointer: `/letters/${i}/payBy`, code: 'DATES_OUT_OF_ORDER', received: letter.payBy },
        message: `must not be before ${letter.date}, the day of the letter`,
      })
  }
  for (const [i, payment] of payments.entries()) since(`/payments/${i}/date`, payment.date)
  within('/interest/until', interest?.until, invoice.dueDate, 'the due date')
  since('/acknowledgedOn', acknowledgedOn)
  since('/legal/approvedOn', legal?.approvedOn)
  since('/legal/lastActOn', legal?.lastActOn)
  return faults
}

function balanceFaults(row: CaseRow): Fault[] {
  const { balance, interest } = row
  const { total, agencyFees, creditorCosts, paid, credited } = sumsOf(row)
  const faults: Fault[] = []
  const equal = (part: 'capital' | 'costs', is: bigint, how: string) => {
    if (minor(balance[part]) === is) return
    const message = is < 0n ? `cannot be: ${how} is below zero` : `must be ${minorToText(is)}: ${how}`
    faults.push({ pointer: `/balance/${part}`, code: 'BALANCE_DIFFERS', message, received: balance[part] })
  }
  const less = (what: bigint, word: string) => (what === 0n ? '' : ` less ${minorToText(what)} ${word}`)
  equal(
    'capital',
    total - paid.capital - credited,
    `${minorToText(total)} of the invoice${less(paid.capital, 'paid')}${less(credited, 'credited')}`,
  )
  equal(
    'costs',
    agencyFees + creditorCosts - paid.costs,
    `${minorToText(agencyFees + creditorCosts)} of fees and costs${less(paid.costs, 'paid')}`,
  )
  if (balance.interest > 0 && interest?.until === undefined)
    faults.push({
      ...{ pointer: '/interest/until', code: 'REQUIRED' },
      message: `is missing: until which day were the ${minorToText(minor(balance.interest))} of interest claimed?`,
    })
  if (balance.capital + balance.interest + balance.costs === 0)
    faults.push({
      pointer: '/balance',
      code: 'NOTHING_OWED',
      message: 'must be above zero: a paid case is not taken over',
    })
  return faults
}

function stageFaults({ stage, letters = [], legal, invoice, objection, balance, plan }: CaseRow): Fault[] {
  const faults: Fault[] = []
  if (stage === 'DEMAND' && !letters.some(({ kind }) => kind === 'DEMAND'))
    faults.push({
      ...{ pointer: '/letters', code: 'REQUIRED', received: letters.length },
      message: 'must hold the demand that brought the case to the stage DEMAND',
    })
  if ((stage === 'ENFORCEMENT' || stage === 'SURVEILLANCE') && legal?.lastActOn === undefined)
    faults.push({
      ...{ pointer: '/legal/lastActOn', code: 'REQUIRED' },
      message: `is missing: a case at ${stage} names the day of the last act`,
    })
  if (stage === 'INVOICED' && letters.some(({ date }) => date > invoice.dueDate))
    faults.push({
      ...{ pointer: '/stage', code: 'STAGE_TOO_EARLY', received: stage },
      message: 'must be REMINDER or later: a letter was sent after the due date',
    })
  if (objection?.amount !== undefined && objection.amount > balance.capital)
    faults.push({
      ...{ pointer: '/objection/amount', code: 'TOO_MUCH', received: objection.amount },
      message: `must be at most ${minorToText(minor(balance.capital))}, the open capital`,
    })
  if (objection !== undefined && plan !== undefined)
    faults.push({ pointer: '/plan', code: 'NOT_TOGETHER', message: 'must be left out: an objection ends a plan' })
  return faults
}
