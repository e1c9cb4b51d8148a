import type { DeliveryId } from '@saatava/core/ids.ts'
import { audit } from '../audit-entries/audit.ts'
import type { Ctx } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'
import { retryOnDeadlock } from '../platform/retry-on-deadlock.ts'
import { isAddress } from '../channels/email/addresses.ts'
import { AppError, invalid } from '../platform/errors.ts'
import { emit } from '../events/emit.ts'
import { noteReached } from '../dunning/letters/queries.ts'
import { findDelivery } from './find-delivery.ts'
import { type DeliveryRow, insertAgain, selectWays } from '../deliveries/operator-queries.ts'
import { beginInvoiceAgain, deleteEinvoices, setRecipientEmail } from '../invoices/again-queries.ts'
import { distributionOf } from '../deliveries/distribution.ts'
import { lockDeliveries, lockInvoices } from '../deliveries/outcome-queries.ts'
import { writeRecords } from '../invoices/refresh-queries.ts'

export interface Retried {
  failed: DeliveryRow
  /** The delivery that was begun in its place; null: the invoice had never left, and is evaluated again as a whole. */
  deliveryId: DeliveryId | null
}

const OPEN = ['pending', 'sending', 'unknown']
const REACHED = ['sent', 'delivered']

/**
 * Begins again what a failed delivery was for, once its cause has been corrected; audited. It stays as it is:
 * another takes its place. A mail may go to a corrected address. Throws 404 where there is none, 422 when it has not failed, has been retried already, or
 * another delivery is open or has reached the receiver.
 */
export async function retryDelivery(
  ctx: Ctx,
  deliveryId: DeliveryId,
  { email }: { email?: string | undefined } = {},
): Promise<Retried> {
  const { pool, clock } = ctx.platform
  return retryOnDeadlock(pool, async (tx) => {
    const named = await findDelivery(tx, deliveryId)
    await lockInvoices(tx, [named])
    const failed = await findDelivery(tx, deliveryId)
    check(failed, await selectWays(tx, failed))
    if (email !== undefined) await correctEmail(tx, failed, email)
    const at = clock.now()
    const begun = await begin(tx, failed, at)
    const { clientId, invoiceId, invoiceNumber, channel } = failed
    const details = { invoiceNumber, channel, failed: deliveryId, begun }
    await emit(ctx, tx, clientId, 'invoice.delivery.retried', `invoice:${invoiceId}`, details)
    await audit(ctx, tx, clientId, 'delivery.retried', `delivery:${deliveryId}`, {
      ...details,
      ...(email === undefined ? {} : { corrected: 'EMAIL' }),
    })
    return { failed, deliveryId: begun }
  })
}

async function begin(tx: Tx, failed: DeliveryRow, at: Date): Promise<string | null> {
  if (failed.letterId !== null) {
    await noteReached(tx, [{ clientId: failed.clientId, letterId: failed.letterId, failed: false }], at)
    return insertAgain(tx, failed, at)
  }
  if (await beginInvoiceAgain(tx, failed.clientId, failed.invoiceId, at)) return null
  if (failed.channel === 'EINVOICE') await deleteEinvoices(tx, failed.clientId, failed.invoiceId)
  const begun = await insertAgain(tx, failed, at)
  const [invoice] = await lockDeliveries(tx, [failed])
  if (invoice !== undefined) await writeRecords(tx, [{ ...invoice, ...distributionOf(invoice.deliveries) }], at)
  return begun
}

/** The PDF stays as it is: the address of a mail is not in it. @throws AppError INVALID, RULE */
async function correctEmail(tx: Tx, failed: DeliveryRow, email: string): Promise<void> {
  const refusal = emailRefusal(failed)
  if (refusal !== undefined) throw rule(refusal)
  if (!isAddress(email))
    throw invalid([{ pointer: '/email', code: 'WRONG_FORM', message: 'is not an email address', received: email }])
  await setRecipientEmail(tx, failed.clientId, failed.invoiceId, email)
}

/** Why the address of a failed delivery cannot be corrected here; undefined: it can. */
export function emailRefusal({
  channel,
  letterId,
  invoiceStatus,
}: Pick<DeliveryRow, 'channel' | 'letterId' | 'invoiceStatus'>): string | undefined {
  if (letterId !== null)
    return 'A letter goes to the address of its day. Correct the contact of the debtor: its next letter goes there.'
  if (invoiceStatus === 'ERROR')
    return 'The invoice has never left. Its creditor sends it again with the right address.'
  if (channel !== 'EMAIL')
    return 'The address stands in the document itself. Its creditor sends the invoice again with the right address.'
  return undefined
}

function check(failed: DeliveryRow, ways: DeliveryRow[]): void {
  const { deliveryId, state, channel, rank, invoiceNumber, invoiceStatus } = failed
  if (state !== 'failed')
    throw rule(`Delivery ${deliveryId} has not failed, it is ${state}; only a failed delivery can be retried.`)
  const others = ways.filter((way) => way.deliveryId !== deliveryId)
  const newer = others.find((way) => way.channel === channel && way.createdAt > failed.createdAt)
  if (newer !== undefined)
    throw rule(`It was started again before: delivery ${newer.deliveryId} by ${channel} is ${newer.state}.`)
  const open = others.find((way) => OPEN.includes(way.state))
  if (open !== undefined)
    throw rule(
      `Invoice ${invoiceNumber} is still being sent: delivery ${open.deliveryId} by ${open.channel} is ${open.state}.`,
    )
  // Side by side with this one, for example a letter beside an e-invoice, is another matter than in its place.
  const reached = others.find((way) => way.rank > rank && REACHED.includes(way.state))
  if (reached !== undefined)
    throw rule(`Invoice ${invoiceNumber} has gone by ${reached.channel} instead; the debtor would get it twice.`)
  // Its fee has been waived, and its sums and days have passed.
  if (failed.letterId !== null && ways.every((way) => way.sentAt === null))
    throw rule('This letter was never sent by any channel: the next step of its case sends a new letter.')
  if (failed.letterId === null && !['ERROR', 'INVOICED', 'INTERMEDIATED', 'CREDITED'].includes(invoiceStatus))
    throw rule(`Invoice ${invoiceNumber} is ${invoiceStatus}: it was started again before.`)
}

function rule(message: string): AppError {
  return new AppError('RULE', message)
}
