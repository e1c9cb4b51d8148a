/**
 * A person orders that money goes back to its payer: the rest of a payment, or an entry that is nobody's. A separate
 * payment file asks the bank for it. The file is written when the next banking day begins; until then the order may be
 * cancelled.
 */
import type { EntryId, PaymentId } from '@saatava/core/ids.ts'
import { painFaults } from '@saatava/bank-files/pain/check-pain.ts'
import type { PainAccount } from '@saatava/bank-files/pain/pain-file.ts'
import { calendarOf, nextBankingDay } from '@saatava/core/banking-days.ts'
import { type CivilDate, addDays, civilDateAt, startOfDay, timeZoneOf } from '@saatava/core/dates.ts'
import { isIban } from '@saatava/core/identifiers.ts'
import { minorToNumber, minorToText } from '@saatava/core/money.ts'
import { gated } from '../../approvals/demand.ts'
import { audit } from '../../audit-entries/audit.ts'
import { words } from '../../audit-entries/words.ts'
import { OPERATOR_TENANT } from '../../platform/audit.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/database.ts'
import { AppError } from '../../platform/errors.ts'
import { emit } from '../../events/emit.ts'
import { newId } from '../../platform/new-id.ts'
import { retryOnDeadlock } from '../../platform/retry-on-deadlock.ts'
import { post } from '../../journal/post.ts'
import { lockEntry, writeOutcomes } from '../entry-queries.ts'
import { placeEntries } from '../place-entries.ts'
import { clientOfPayment, lockPayment, takeUnallocated } from '../payment-queries.ts'
import { requireCounted } from '../require-counted.ts'
import { returnOrdered } from '../postings.ts'
import { demandReturn } from '../demand-return.ts'
import { accountOfEntry, insertReturn } from './queries.ts'
import type { ReturnOrder } from './return-order.ts'

export interface OrderReturn {
  /** Id of a payment with a rest, or of a bank entry that waits. */
  id: string
  /** Minor units; absent: all that is unallocated. An entry goes back whole. */
  amount?: bigint
  /** For the audit. */
  reason: string
}

/** Country whose banking calendar counts for a currency. */
const COUNTRIES: Record<string, string> = { EUR: 'FI', SEK: 'SE', NOK: 'NO', DKK: 'DK' }

interface Source {
  paymentClientId: number | null
  paymentId: PaymentId | null
  entryId: EntryId | null
  currency: string
  amount: bigint
  payerName: string | null
  payerAccount: string | null
  paymentDate: CivilDate
  account: string | null
}

/** @throws AppError NOT_FOUND, RULE: nothing is unallocated, or the bank file does not name the payer's account */
export async function orderReturn(ctx: Ctx, input: OrderReturn): Promise<ReturnOrder> {
  return gated(ctx, () => retryOnDeadlock(ctx.platform.pool, (tx) => orderIn(ctx, tx, input)))
}

async function orderIn(ctx: Ctx, tx: Tx, input: OrderReturn): Promise<ReturnOrder> {
  const source = (await entrySource(tx, input)) ?? (await paymentSource(tx, input))
  const payee = payeeOf(source)
  const order = orderOf(ctx, source, payee, input.reason)
  requirePayable(ctx, order)
  await demandReturn(ctx, tx, input, {
    subject: subjectOf(source),
    amount: order.amount,
    currency: order.currency,
    isRecorded: false,
    to: order.payee.iban,
  })
  const transactionId = await book(ctx, tx, source, order.returnId)
  await insertReturn(tx, { ...order, transactionId })
  const { currency, amount, returnId } = order
  const subject = subjectOf(source)
  if (source.paymentClientId !== null)
    await emit(ctx, tx, source.paymentClientId, 'payment.returned', subject, {
      amount: minorToNumber(amount),
      currency,
    })
  await audit(ctx, tx, source.paymentClientId ?? OPERATOR_TENANT, 'payment.return.ordered', subject, {
    ...{ returnId, amount: minorToText(amount), currency, reason: words(input.reason) },
  })
  if (source.entryId !== null) await placeEntries(ctx, tx, [source.entryId])
  return { ...order, transactionId, state: 'ordered', sentAt: null, endedAt: null, endReason: null }
}

export function subjectOf({ paymentId, entryId }: Pick<ReturnOrder, 'paymentId' | 'entryId'>): string {
  return paymentId === null ? `entry:${entryId}` : `payment:${paymentId}`
}

async function entrySource(tx: Tx, { id, amount }: OrderReturn): Promise<Source | undefined> {
  const entry = await lockEntry(tx, id, ['unallocated'])
  if (entry === undefined) return undefined
  if (entry.amount <= 0n || (amount ?? entry.amount) !== entry.amount)
    throw new AppError('RULE', 'Only an incoming entry can be returned, and only as a whole.')
  requireCounted(entry)
  await writeOutcomes(tx, [{ entryId: id, state: 'ignored', reason: 'RETURNED', clientId: null, paymentId: null }])
  return { ...entry, paymentClientId: null, paymentId: null, entryId: entry.entryId }
}

async function paymentSource(tx: Tx, { id, amount }: OrderReturn): Promise<Source> {
  const clientId = await clientOfPayment(tx, id)
  const payment = clientId === undefined ? undefined : await lockPayment(tx, clientId, id)
  if (clientId === undefined || payment === undefined)
    throw new AppError('NOT_FOUND', `No unallocated money has the id ${id}; "payment unallocated" lists the ids.`)
  if (payment.kind === 'DIRECT')
    throw new AppError('RULE', 'The creditor received this money, so the agency cannot return it.')
  const part = amount ?? payment.unallocated
  if (part <= 0n || !(await takeUnallocated(tx, payment, part, { reason: 'LEFT_OVER', returned: true })))
    throw new AppError('RULE', `This payment has ${minorToText(payment.unallocated)} ${payment.currency} unallocated.`)
  const account = payment.entryId === null ? null : await accountOfEntry(tx, payment.entryId)
  return { ...payment, paymentClientId: clientId, entryId: null, amount: part, account }
}

function payeeOf({ payerName, payerAccount }: Source): PainAccount {
  const iban = (payerAccount ?? '').replaceAll(/\s/g, '').toUpperCase()
  if (!isIban(iban))
    throw new AppError(
      'RULE',
      `The bank's file does not name the payer's account (${payerAccount ?? 'none'}; an IBAN is needed). Pay it at the bank, and record it with --recorded.`,
    )
  return { name: payerName ?? 'Payer', iban }
}

function orderOf(
  ctx: Ctx,
  { paymentClientId, paymentId, entryId, currency, amount, paymentDate, account }: Source,
  payee: PainAccount,
  reason: string,
): Omit<ReturnOrder, 'state' | 'sentAt' | 'endedAt' | 'endReason'> {
  const now = ctx.platform.clock.now()
  const country = COUNTRIES[currency] ?? 'FI'
  const zone = timeZoneOf(country)
  const today = civilDateAt(now, zone)
  const returnId = newId()
  const digits = returnId.replaceAll('-', '')
  return {
    ...{ returnId, paymentClientId, paymentId, entryId, currency, amount, account, payee, reason },
    text: `Return of the payment of ${paymentDate}`,
    // The form equals that of the settlements' files: a restored database must know both.
    messageId: `${today.replaceAll('-', '')}-${currency}-${digits.slice(-12)}`,
    endToEndId: `R${digits}`,
    orderedAt: now,
    orderedBy: ctx.actor,
    sendAt: startOfDay(nextBankingDay(calendarOf(country), addDays(today, 1)), zone),
    transactionId: null,
  }
}

/** A file that the bank would refuse is not ordered. */
function requirePayable(
  ctx: Ctx,
  order: Pick<ReturnOrder, 'payee' | 'amount' | 'currency' | 'endToEndId' | 'text'>,
): void {
  const { payee, amount, currency, endToEndId, text } = order
  const faults = painFaults({
    ...{ messageId: 'CHECK', createdAt: ctx.platform.clock.now(), executionDate: '2026-01-02', currency },
    initiator: { name: 'CHECK' },
    debtor: payee,
    payments: [{ id: endToEndId, creditor: payee, amount, reference: { text } }],
  })
  if (faults.length > 0) throw new AppError('RULE', `The bank would refuse this return: ${faults.join('; ')}.`)
}

/** @returns the journal's transaction; null: an entry that is nobody's is in no client's books */
async function book(ctx: Ctx, tx: Tx, source: Source, returnId: string): Promise<string | null> {
  const { paymentClientId: clientId, currency, amount } = source
  if (clientId === null) return null
  const at = ctx.platform.clock.now()
  const id = await post(tx, {
    ...{ clientId, kind: 'RETURN_ORDERED', at, source: subjectOf(source), details: { returnId } },
    bookingDate: civilDateAt(at, timeZoneOf(COUNTRIES[currency] ?? 'FI')),
    postings: returnOrdered(currency, amount),
  })
  return id ?? null
}
