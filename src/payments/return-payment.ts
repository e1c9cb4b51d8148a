import { civilDateAt, timeZoneOf } from '@saatava/core/dates.ts'
import { minorToNumber, minorToText } from '@saatava/core/money.ts'
import { post } from '../journal/post.ts'
import { gated } from '../approvals/demand.ts'
import { audit } from '../audit-entries/audit.ts'
import { words } from '../audit-entries/words.ts'
import { OPERATOR_TENANT } from '../platform/audit.ts'
import type { Ctx } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'
import { AppError } from '../platform/errors.ts'
import { emit } from '../events/emit.ts'
import { settingsOf } from '../settings/client-settings.ts'
import { demandReturn } from './demand-return.ts'
import { lockEntry, writeOutcomes } from './entry-queries.ts'
import { clientOfPayment, lockPayment, takeUnallocated } from './payment-queries.ts'
import { returned } from './postings.ts'
import { retryOnDeadlock } from '../platform/retry-on-deadlock.ts'
import { placeEntries } from './place-entries.ts'
import { requireCounted } from './require-counted.ts'

export interface Return {
  /** Id of a payment with a rest, or of a bank entry that waits. */
  id: string
  /** Minor units; absent: all that is unallocated. An entry goes back whole. */
  amount?: bigint
  /** For the audit. */
  reason?: string
}

/**
 * A person says that money went back to the payer: the rest of a payment, or an entry that is nobody's.
 * @returns what went back, minor units  @throws AppError NOT_FOUND, RULE
 */
export async function returnPayment(ctx: Ctx, input: Return): Promise<{ amount: bigint; currency: string }> {
  return gated(ctx, () => retryOnDeadlock(ctx.platform.pool, (tx) => returnIn(ctx, tx, input)))
}

async function returnIn(ctx: Ctx, tx: Tx, input: Return): Promise<{ amount: bigint; currency: string }> {
  const entry = await lockEntry(tx, input.id, ['unallocated'])
  if (entry === undefined) return rest(ctx, tx, input)
  const { entryId, amount, currency } = entry
  if (amount <= 0n || (input.amount ?? amount) !== amount)
    throw new AppError('RULE', 'Only an incoming entry can be returned, and only as a whole.')
  requireCounted(entry)
  await demandReturn(ctx, tx, input, { subject: `entry:${entryId}`, amount, currency, isRecorded: true })
  await writeOutcomes(tx, [{ entryId, state: 'ignored', reason: 'RETURNED', clientId: null, paymentId: null }])
  await audit(ctx, tx, OPERATOR_TENANT, 'payment.returned', `entry:${entryId}`, {
    ...{ amount: minorToText(amount), currency, reason: words(input.reason) },
  })
  await placeEntries(ctx, tx, [entryId])
  return { amount, currency }
}

async function rest(ctx: Ctx, tx: Tx, input: Return): Promise<{ amount: bigint; currency: string }> {
  const { id, amount, reason } = input
  const clientId = await clientOfPayment(tx, id)
  const payment = clientId === undefined ? undefined : await lockPayment(tx, clientId, id)
  if (clientId === undefined || payment === undefined)
    throw new AppError('NOT_FOUND', `No unallocated money has the id ${id}; "payment unallocated" lists the ids.`)
  if (payment.kind === 'DIRECT')
    throw new AppError('RULE', 'The creditor received this money, so the agency cannot return it.')
  const { currency } = payment
  const part = amount ?? payment.unallocated
  await demandReturn(ctx, tx, input, { subject: `payment:${id}`, amount: part, currency, isRecorded: true })
  if (part <= 0n || !(await takeUnallocated(tx, payment, part, { reason: 'LEFT_OVER', returned: true })))
    throw new AppError('RULE', `This payment has ${minorToText(payment.unallocated)} ${currency} unallocated.`)
  const at = ctx.platform.clock.now()
  const settings = await settingsOf(ctx.platform.pool, tx, [clientId])
  const bookingDate = civilDateAt(at, timeZoneOf(settings.get(clientId)?.profile.countryCode ?? 'FI'))
  const source = `payment:${id}`
  await post(tx, { clientId, kind: 'PAYMENT_RETURNED', at, bookingDate, source, postings: returned(currency, part) })
  await emit(ctx, tx, clientId, 'payment.returned', source, { amount: minorToNumber(part), currency })
  await audit(ctx, tx, clientId, 'payment.returned', source, {
    ...{ amount: minorToText(part), currency, reason: words(reason) },
  })
  return { amount: part, currency }
}
