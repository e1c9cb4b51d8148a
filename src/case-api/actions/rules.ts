/**
 * Decides which action may be performed on a case as it stands: the same rules perform it and list what is allowed. Each
 * effect itself refuses what depends on the data of the action (a date, an amount).
 */
import { type CivilDate, addDays } from '@saatava/core/dates.ts'
import { DEBTOR_MARKS, markRule } from '@saatava/law/debtor-marks.ts'
import { isStoppedByMark } from '../../dunning/debtors/hold-marked.ts'
import type { Case } from '../../claims/case.ts'
import type { ClientContract } from '../../claims/contract.ts'
import { mayBeApproved } from '../../claims/approval.ts'
import { planIsPossible } from '../../dunning/plans/make-instalments.ts'
import { type Refused, refused } from '../../claims/refusal.ts'
import { ACTION_CODES, type ActionCode } from './codes.ts'
import type { ActionData } from './schemas.ts'
import type { CaseStatus, Stage } from '../../claims/states.ts'

const LIFE = 'the life of a case'
const CONTRACT = 'the client’s contract'
const HELD: Partial<Record<CaseStatus, string>> = {
  DISPUTED: 'the debtor’s objection stops it; send RESUME when the objection is resolved',
  SUSPENDED: 'it is suspended, because no letter can reach the debtor; send ADDRESS or EMAIL, or RESUME to try again',
  PAYMENT_PLAN: 'a payment plan stops it until the plan is paid or broken',
}
const EARLY: readonly Stage[] = ['INVOICED', 'OVERDUE', 'REMINDER', 'DEMAND']

type Rule = (debt: Case, contract: ClientContract, today: CivilDate, data: ActionData) => Refused | undefined

const open: Rule = ({ status, closingReason }) =>
  status === 'CLOSED' ? refused('CASE_CLOSED', 'case.status', LIFE, `The case is closed: ${closingReason}.`) : undefined

/** @param fits statuses in which it makes sense */
const within =
  (...fits: CaseStatus[]): Rule =>
  ({ status }) =>
    fits.includes(status)
      ? undefined
      : refused('CASE_STATUS', 'case.status', LIFE, `The case is ${status}: ${HELD[status] ?? 'it is not on hold'}.`)

const isReleased: Rule = ({ status, hold }) =>
  hold !== null && status === 'PAUSED'
    ? refused('CASE_ON_HOLD', 'case.hold', LIFE, `The case is on hold, ${hold}: a person of the agency releases it.`)
    : undefined

/** While a mark of the debtor stands, only lifting it lets the case go on. */
const unmarked: Rule = (debt) => {
  const mark = DEBTOR_MARKS.find((one) => `DEBTOR_${one}` === debt.statusReason)
  if (mark === undefined || !isStoppedByMark(debt)) return undefined
  const { ruleId, source } = markRule(mark, debt.country)
  return refused(
    'DEBTOR_MARKED',
    ruleId,
    source,
    `The debtor has the mark ${mark}: the case goes on when the mark is lifted.`,
  )
}

const beforeCourt: Rule = ({ stage }) =>
  EARLY.includes(stage)
    ? undefined
    : refused(
        'CASE_STAGE',
        'case.stage',
        LIFE,
        `The case is at ${stage}; this action is possible only before legal collection.`,
      )

const awaitsCreditor: Rule = (debt, _contract, _today, { rightMayBeLost }) =>
  mayBeApproved(debt, rightMayBeLost === true)
    ? undefined
    : refused(
        'NOT_WAITING',
        'case.stage',
        LIFE,
        `The case is at ${debt.stage}; it has no legal steps that wait for approval.`,
      )

const mayMove: Rule = ({ dueDateChanges }, { dueDate: { timesMax } }) =>
  dueDateChanges < timesMax
    ? undefined
    : refused(
        'DUE_DATE_TIMES',
        'contract.dueDate.timesMax',
        CONTRACT,
        `The due date was moved ${dueDateChanges} times; the contract allows no more.`,
      )

const hasDaysLeft: Rule = (debt, { dueDate: { daysMax } }, today) => {
  const latest = latestDueDate(debt, daysMax)
  return latest > today && latest > debt.caseDueDate
    ? undefined
    : refused(
        'DUE_DATE_DAYS',
        'contract.dueDate.daysMax',
        CONTRACT,
        `The due date may be moved by ${daysMax} days in all, to ${latest} at the latest; that day is past.`,
      )
}

/** The last day to which a case's due date may be moved. */
export function latestDueDate({ dueDate }: Case, daysMax: number): string {
  return addDays(dueDate, daysMax)
}

const RULES: Record<ActionCode, Rule[]> = {
  COMMENT: [],
  WITHDRAW: [open],
  DUEDATE: [open, within('OPEN', 'PAUSED', 'DISPUTED'), beforeCourt, mayMove, hasDaysLeft],
  PAYMENTPLAN: [open, within('OPEN', 'PAUSED'), beforeCourt],
  OBJECTION: [open],
  PAUSE: [open, within('OPEN', 'PAUSED')],
  DIRECTPAYMENT: [open],
  RESUME: [open, unmarked, within('PAUSED', 'DISPUTED', 'SUSPENDED'), isReleased],
  ADDRESS: [open],
  EMAIL: [open],
  APPROVE: [open, awaitsCreditor],
}

/** Why this action may not be performed on the case now, or undefined. */
export function ruleAgainst(
  code: ActionCode,
  debt: Case,
  contract: ClientContract,
  today: CivilDate,
  data: ActionData = {},
): Refused | undefined {
  for (const rule of RULES[code]) {
    const refusal = rule(debt, contract, today, data)
    if (refusal !== undefined) return refusal
  }
  return undefined
}

/** @param owed what is claimed today, minor units: a plan is not made of less than the contract says */
export function allowedActions(debt: Case, contract: ClientContract, owed: bigint, today: CivilDate): ActionCode[] {
  return ACTION_CODES.filter((code) => {
    if (ruleAgainst(code, debt, contract, today) !== undefined) return false
    return code !== 'PAYMENTPLAN' || planIsPossible(owed, contract.plan)
  })
}

/** A limit of the contract that an action's own data breaks. */
export function againstContract(code: string, rule: string, message: string): Refused {
  return refused(code, `contract.${rule}`, CONTRACT, message)
}

/** Refuses an action that makes no sense on this case. */
export function againstCase(code: string, rule: string, message: string): Refused {
  return refused(code, `case.${rule}`, LIFE, message)
}
