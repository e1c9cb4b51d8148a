import type { CaseId, ClientId } from '@saatava/core/ids.ts'
import { civilDateAt, timeZoneOf } from '@saatava/core/dates.ts'
import { forgetObjects } from '../archive/forget.ts'
import { audit } from '../audit-entries/audit.ts'
import { words } from '../audit-entries/words.ts'
import { dryRun } from '../claims/dry-run.ts'
import { selectCase } from '../claims/queries.ts'
import { keyIdsOf } from '../personal-keys/keys.ts'
import { deleteKey } from '../personal-keys/queries.ts'
import type { Ctx } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'
import { AppError, type Fault } from '../platform/errors.ts'
import { retryOnDeadlock } from '../platform/retry-on-deadlock.ts'
import { settingsOf } from '../settings/client-settings.ts'
import {
  type Belongings,
  type CaseOfDebtor,
  type InvoiceOfDebtor,
  blankAll,
  countOpenDeliveries,
  lockCasesOf,
  lockInvoicesOfKeys,
  selectBelongings,
  selectInvoiceIds,
  selectLinked,
  selectWithoutKey,
} from './queries.ts'
import { keptUntil } from './retention.ts'

const INVOICES_AT_ONCE = 1_000

export interface EraseDebtor {
  clientId: ClientId
  /** An invoice or a case of the debtor. */
  of: { caseId: CaseId } | { invoiceNumber: number }
  /** For the audit; it names no person. */
  reason: string
}

export interface ErasedDebtor {
  keyId: string
  /** Numbers of all invoices and cases of the debtor with this client. */
  invoices: number[]
  cases: number[]
  documents: number
  /** How many rows were overwritten or deleted, by table. */
  rows: Record<string, number>
}

/**
 * Erases the personal data of a debtor with one client, over all its invoices and cases: deletes the key of its documents,
 * and overwrites the columns of the inventory. Sums in the books stay.
 * @throws AppError NOT_FOUND, GONE it was erased before, RULE with each reason why it may not be erased yet
 */
export async function eraseDebtor(ctx: Ctx, input: EraseDebtor): Promise<ErasedDebtor> {
  await nameDebtors(ctx, input.clientId)
  return retryOnDeadlock(ctx.platform.pool, (tx) => erase(ctx, tx, input))
}

/** Previews the outcome; nothing is erased. @throws AppError as eraseDebtor */
export async function previewErasure(ctx: Ctx, input: EraseDebtor): Promise<ErasedDebtor> {
  await nameDebtors(ctx, input.clientId)
  return dryRun(ctx.platform.pool, (tx) => erase(ctx, tx, input))
}

/** Notes the debtor of each invoice of a client that has none yet, so that all of a debtor's invoices are found. */
async function nameDebtors({ platform }: Ctx, clientId: ClientId): Promise<void> {
  for (;;) {
    const ids = await selectWithoutKey(platform.pool, clientId, INVOICES_AT_ONCE)
    if (ids.length === 0) return
    await keyIdsOf(
      platform,
      platform.pool,
      ids.map((invoiceId) => ({ clientId, invoiceId })),
    )
  }
}

async function erase(ctx: Ctx, tx: Tx, input: EraseDebtor): Promise<ErasedDebtor> {
  const { clientId, reason } = input
  const keyId = await keyOf(ctx, tx, input)
  const { keyIds, debtorIds } = await selectLinked(tx, clientId, keyId)
  const invoices = await lockInvoicesOfKeys(tx, clientId, keyIds)
  const ids = invoices.map(({ invoiceId }) => invoiceId)
  const cases = await lockCasesOf(tx, clientId, ids)
  const numbers = cases.map(({ caseId }) => caseId)
  const belongings = { ...(await selectBelongings(tx, clientId, ids, numbers)), debtors: debtorIds }
  const faults = await reasonsAgainst(ctx, tx, clientId, { invoices, cases, belongings })
  if (faults.length > 0)
    throw new AppError('RULE', `This debtor cannot be erased: ${faults.map(({ message }) => message).join(' ')}`, {
      faults,
    })
  const at = ctx.platform.clock.now()
  if (!(await deleteKey(tx, clientId, keyId, at)))
    throw new AppError('GONE', 'The personal data of this debtor was erased before.')
  let documents = 0
  for (const id of keyIds) {
    if (id !== keyId) await deleteKey(tx, clientId, id, at)
    documents += await forgetObjects(tx, clientId, id)
  }
  const rows = await blankAll(tx, clientId, belongings)
  const total = Object.values(rows).reduce((sum, count) => sum + count, 0)
  await audit(ctx, tx, clientId, 'personal-data.erased', `personal-key:${keyId}`, {
    ...{ invoices: ids.length, cases: numbers.length, rows: total, reason: words(reason) },
  })
  return { keyId, invoices: invoices.map(({ number }) => number), cases: numbers, documents, rows }
}

async function keyOf(ctx: Ctx, tx: Tx, { clientId, of: debtor }: EraseDebtor): Promise<string> {
  const ids =
    'caseId' in debtor
      ? [(await selectCase(tx, { clientId, caseId: debtor.caseId }))?.invoiceId].filter((id) => id !== undefined)
      : await selectInvoiceIds(tx, clientId, debtor.invoiceNumber)
  const [invoiceId] = ids
  if (invoiceId === undefined)
    throw new AppError(
      'NOT_FOUND',
      `Client ${clientId} has no ${'caseId' in debtor ? `case ${debtor.caseId}` : `invoice ${debtor.invoiceNumber}`}.`,
    )
  const [keyId] = (await keyIdsOf(ctx.platform, tx, [{ clientId, invoiceId }])).values()
  if (keyId === undefined) throw new Error(`invoice ${invoiceId} has no key`)
  return keyId
}

const UNDER_WAY = new Set(['PAUSED', 'DRAFT', 'ACCEPTED', 'MANUAL'])

interface OfDebtor {
  invoices: InvoiceOfDebtor[]
  cases: CaseOfDebtor[]
  belongings: Belongings
}

/** Every reason why the data must stay for now. */
async function reasonsAgainst(
  ctx: Ctx,
  tx: Tx,
  clientId: ClientId,
  { invoices, cases, belongings }: OfDebtor,
): Promise<Fault[]> {
  const because = (code: string, message: string): Fault => ({ pointer: '', code, message })
  const faults = [
    ...invoices
      .filter(({ status }) => UNDER_WAY.has(status))
      .map(({ type, number, status }) => because('UNDER_WAY', `${type} ${number} is ${status}.`)),
    ...cases
      .filter(({ status }) => status !== 'CLOSED')
      .map(({ caseId, status }) => because('CASE_OPEN', `Case ${caseId} is ${status}.`)),
  ]
  const open = await countOpenDeliveries(tx, clientId, belongings.invoices)
  if (open > 0) faults.push(because('DELIVERY_OPEN', `${open} deliveries are under way.`))
  const country = (await settingsOf(ctx.platform.pool, tx, [clientId])).get(clientId)?.profile.countryCode ?? ''
  const zone = timeZoneOf(country)
  const days = [
    ...invoices.flatMap(({ date, dueDate }) => [date, dueDate]),
    ...cases.flatMap(({ closedAt }) => (closedAt === null ? [] : [civilDateAt(closedAt, zone)])),
    ...(belongings.paidOn === null ? [] : [belongings.paidOn]),
  ]
  const last = days.toSorted().at(-1)
  if (last === undefined) return faults
  const { from, source } = keptUntil(country, last)
  if (civilDateAt(ctx.platform.clock.now(), zone) < from)
    faults.push(
      because(
        'KEPT_BY_LAW',
        `The law on bookkeeping requires its invoices to be kept; it may be erased from ${from} (${source}).`,
      ),
    )
  return faults
}
