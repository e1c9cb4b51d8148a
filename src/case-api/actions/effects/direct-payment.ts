import { omitUndefined } from '@saatava/core/omit-undefined.ts'
import { minor, minorToNumber } from '@saatava/core/money.ts'
import { recordDirectPayment } from '../../../payments/record-direct-payment.ts'
import { afterPayment } from '../../../dunning/after-payment.ts'
import { bringUpToDate } from '../../../claims/claim.ts'
import { lockCaseRows } from '../../../claims/queries.ts'
import type { CaseAction, Effect, Scene } from '../action.ts'
import { isReportedBefore } from '../queries.ts'
import { againstCase } from '../rules.ts'
import { noteDifferences, waiveLower } from './stated-amounts.ts'

/**
 * The creditor got the money: it is allocated like any payment, and no client funds move. Where the creditor says that other
 * amounts are left than we have, see stated-amounts.ts. @throws Refused for another currency, a day that is still to come, or a payment reported before
 */
export async function payDirectly(scene: Scene, action: CaseAction): Promise<Effect> {
  const { data, actionId } = action
  const { ctx, tx, case: debt, today } = scene
  const { amount = 0, currency = debt.currency, paymentDate = today } = data
  if (currency !== debt.currency)
    throw againstCase(
      'CURRENCY',
      'currency',
      `The case is in ${debt.currency}; a payment in ${currency} cannot be allocated to it.`,
    )
  if (paymentDate > today)
    throw againstCase('PAYMENT_DATE', 'paymentDate', `The payment’s day, ${paymentDate}, is after today, ${today}.`)
  if (data.reference !== undefined && (await isReportedBefore(tx, action)))
    throw againstCase(
      'PAYMENT_TOLD_BEFORE',
      'payments',
      `A payment of this amount, day and reference, ${data.reference}, was reported before; give another payment another reference.`,
    )
  const { paymentId, paid, rest } = await recordDirectPayment(ctx, tx, {
    case: debt,
    amount: minor(amount),
    paymentDate,
    bookingDate: today,
    ...omitUndefined({ method: data.paymentMethod, reference: data.reference }),
  })
  const effect = {
    paymentId,
    paymentDate,
    amount: minorToNumber(minor(amount)),
    allocated: {
      capital: minorToNumber(paid.capital),
      interest: minorToNumber(paid.interest),
      costs: minorToNumber(paid.costs + paid.fees),
    },
    // The creditor has it; what it does with it is between it and the debtor.
    ...(rest > 0n ? { overpaid: minorToNumber(rest) } : {}),
  }
  const [now] = await lockCaseRows(tx, [debt])
  if (now === undefined || now.status === 'CLOSED') return { ...effect, closed: now?.closingReason ?? null }
  const claim = await bringUpToDate(ctx, tx, now, today)
  const { effect: waived, left } = await waiveLower({ ...scene, case: now }, data, claim, actionId)
  const differences = await noteDifferences({ ...scene, case: now }, data, left, actionId)
  const after = await afterPayment(ctx, tx, now, today)
  const closed = after.status === 'CLOSED' ? { closed: after.closingReason } : {}
  return { ...effect, ...waived, ...differences, ...closed }
}
