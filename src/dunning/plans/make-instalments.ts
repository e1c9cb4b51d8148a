import { type CivilDate, addDays } from '@saatava/core/dates.ts'
import { minorToText } from '@saatava/core/money.ts'
import type { ClientContract } from '../../claims/contract.ts'
import { refused } from '../../claims/refusal.ts'
import type { Instalment } from './plan.ts'

export interface PlanWish {
  /** How many; absent: as many as the contract allows. */
  instalments?: number
  /** When the first is due; absent: as long from today as instalments lie apart. */
  firstDueDate?: CivilDate
}

const SOURCE = 'the client’s contract'
const FEW = 2

/**
 * How many instalments a plan has, by the contract's rule. The amount may still be without the plan's fee: that only makes
 * instalments larger.
 * @param total minor units @throws Refusal PLAN_…
 */
export function countOfInstalments(total: bigint, rule: ClientContract['plan'], wish: PlanWish): number {
  const most = mostInstalments(total, rule)
  if (most < FEW)
    throw refused(
      'PLAN_TOO_SMALL',
      'contract.plan.instalmentMinorMin',
      SOURCE,
      `The claim of ${minorToText(total)} is too small for two instalments of at least ${minorToText(BigInt(rule.instalmentMinorMin))}.`,
    )
  const { instalments = most } = wish
  if (instalments > rule.instalmentsMax)
    throw refused(
      'PLAN_TOO_LONG',
      'contract.plan.instalmentsMax',
      SOURCE,
      `A plan has at most ${rule.instalmentsMax} instalments; ${instalments} were asked for.`,
    )
  if (instalments > most || instalments < FEW)
    throw refused(
      'PLAN_INSTALMENTS_TOO_SMALL',
      'contract.plan.instalmentMinorMin',
      SOURCE,
      `${instalments} instalments of ${minorToText(total)} would be below ${minorToText(BigInt(rule.instalmentMinorMin))} each; at most ${most} are possible, at least ${FEW}.`,
    )
  return instalments
}

function mostInstalments(total: bigint, rule: ClientContract['plan']): number {
  return Math.min(rule.instalmentsMax, Number(total / BigInt(rule.instalmentMinorMin)))
}

/** Can a plan be made of so much? @param total minor units */
export function planIsPossible(total: bigint, rule: ClientContract['plan']): boolean {
  return mostInstalments(total, rule) >= FEW
}

/** Equal instalments; what does not divide is in the last. @param total minor units, with the plan's fee @throws Refusal */
export function makeInstalments(
  total: bigint,
  count: number,
  rule: ClientContract['plan'],
  { firstDueDate }: PlanWish,
  today: CivilDate,
): Instalment[] {
  const last = addDays(today, rule.daysBetween)
  const first = firstDueDate ?? last
  if (first <= today || first > last)
    throw refused(
      'PLAN_FIRST_DUE_DATE',
      'contract.plan.daysBetween',
      SOURCE,
      `The first instalment is due after today, ${today}, and at most ${rule.daysBetween} days later, on ${last}; the request asked for ${first}.`,
    )
  const each = total / BigInt(count)
  return Array.from({ length: count }, (_, i) => ({
    number: i + 1,
    dueDate: addDays(first, i * rule.daysBetween),
    amount: i + 1 < count ? each : total - each * BigInt(count - 1),
    paid: 0n,
  }))
}
