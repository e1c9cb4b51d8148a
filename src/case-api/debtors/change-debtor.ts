/** Requests about a debtor: other contact data, and its marks. */
import { omitUndefined } from '@saatava/core/omit-undefined.ts'
import { postalCodeFault } from '@saatava/core/identifiers.ts'
import type { DebtorMark } from '@saatava/law/debtor-marks.ts'
import type { Contact, ContactField } from '../../debtors/contact.ts'
import { changeContact } from '../../dunning/debtors/change-contact.ts'
import { markDebtor, unmarkDebtor } from '../../dunning/debtors/mark-debtor.ts'
import type { DebtorId } from '@saatava/core/ids.ts'
import type { ClientCtx } from '../../platform/context.ts'
import type { Tx } from '../../platform/database.ts'
import { type Fault, invalid } from '../../platform/errors.ts'
import type { Answer, Idempotency } from '../../platform/http/route.ts'
import { idempotently } from '../../platform/idempotency.ts'
import { retryOnDeadlock } from '../../platform/retry-on-deadlock.ts'
import type { DebtorPatch, MarkBody } from './schemas.ts'
import { debtorIdOf, showDebtor } from './show-debtor.ts'

/**
 * Corrects the contact data of a debtor once, for all its open cases; null clears a field.
 * Errors: 400 faults of the data; 404 there is no such debtor; 410 it was erased.
 */
export async function correctDebtor(ctx: ClientCtx, named: string, patch: DebtorPatch): Promise<Answer> {
  const debtorId = debtorIdOf(named)
  await retryOnDeadlock(ctx.platform.pool, (tx) => correct(ctx, tx, debtorId, patch))
  return showDebtor(ctx, debtorId)
}

/** Corrects it in the caller's transaction. @throws AppError as correctDebtor */
export async function correct(ctx: ClientCtx, tx: Tx, debtorId: DebtorId, patch: DebtorPatch): Promise<void> {
  const { address, email, phone, electronicDemands } = patch
  const faults = [
    ...addressFaults(address, '/address'),
    ...(electronicDemands === undefined || typeof email === 'string'
      ? []
      : [{ pointer: '/electronicDemands', code: 'REQUIRED', message: 'goes with an email address, which is missing' }]),
  ]
  if (faults.length > 0) throw invalid(faults)
  const fields: ContactField[] = [
    ...(address === undefined ? [] : (['ADDRESS'] as const)),
    ...(email === undefined ? [] : (['EMAIL'] as const)),
    ...(phone === undefined ? [] : (['PHONE'] as const)),
  ]
  const contact: Contact = omitUndefined({
    address: address ?? undefined,
    email: email ?? undefined,
    phone: phone ?? undefined,
    electronicDemands,
  })
  const at = ctx.platform.clock.now()
  const key = { clientId: ctx.clientId, debtorId }
  await changeContact(ctx, tx, key, { fields, contact, source: 'REQUEST' }, at)
}

/**
 * Sets a mark of a debtor. Its open cases are held where the mark stops collection.
 * Errors: 400 a guardian with another mark than GUARDIAN; 404 there is no such debtor; 410 it was erased.
 */
export async function setMark(ctx: ClientCtx, named: string, mark: DebtorMark, body: MarkBody): Promise<Answer> {
  const debtorId = debtorIdOf(named)
  await retryOnDeadlock(ctx.platform.pool, (tx) => setMarkIn(ctx, tx, debtorId, { mark, ...body }))
  return showDebtor(ctx, debtorId)
}

/** Sets a mark in the caller's transaction. @throws AppError as setMark */
export async function setMarkIn(
  ctx: ClientCtx,
  tx: Tx,
  debtorId: DebtorId,
  { mark, ...body }: MarkBody & { mark: DebtorMark },
): Promise<void> {
  const { guardian, ...about } = body
  const faults =
    guardian !== undefined && mark !== 'GUARDIAN'
      ? [{ pointer: '/guardian', code: 'NOT_ALLOWED', message: 'goes with the mark GUARDIAN alone' }]
      : addressFaults(guardian?.address, '/guardian/address')
  if (faults.length > 0) throw invalid(faults)
  const at = ctx.platform.clock.now()
  const key = { clientId: ctx.clientId, debtorId }
  await markDebtor(ctx, tx, key, { mark, ...about, guardian: guardian ?? null }, at)
}

/** Lifts a mark of a debtor: cases that it alone stopped go on. Errors: 404 there is no such debtor, or no such mark of it; 410 it was erased. */
export async function removeMark(
  ctx: ClientCtx,
  named: string,
  mark: DebtorMark,
  idempotency?: Idempotency,
): Promise<Answer> {
  const debtorId = debtorIdOf(named)
  const at = ctx.platform.clock.now()
  const scope = { clientId: ctx.clientId, scope: `DELETE /debtors/${debtorId}/marks/${mark}` }
  // The debtor is shown as it is now: no data of a person is kept for the key.
  const { headers = {} } = await idempotently(ctx, scope, idempotency, async (tx) => {
    await unmarkDebtor(ctx, tx, { clientId: ctx.clientId, debtorId }, mark, at)
    return {}
  })
  return { ...(await showDebtor(ctx, debtorId)), headers }
}

function addressFaults(address: Contact['address'] | null, pointer: string): Fault[] {
  if (address === null || address?.postalCode === undefined) return []
  const fault = postalCodeFault(address.countryCode, address.postalCode)
  if (fault === undefined) return []
  return [
    { pointer: `${pointer}/postalCode`, code: 'POSTAL_CODE_INVALID', message: fault, received: address.postalCode },
  ]
}
