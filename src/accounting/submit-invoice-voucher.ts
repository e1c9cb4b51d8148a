import type { ClientId } from '@saatava/core/ids.ts'
import type { InvoiceDocument } from '@saatava/einvoice/model/document.ts'
import type { Ctx } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'
import { emit } from '../events/emit.ts'
import type { AccountMapping } from './account-mapping.ts'
import type { IntakeItem } from './intake-item.ts'
import { findStored, insertDocuments } from './intake-queries.ts'
import { invoiceVoucher } from './invoice-voucher.ts'
import { ownItem } from './own-item.ts'
import { ledgerPayload, totalOf } from './payloads.ts'

export interface VoucherRequest {
  clientId: ClientId
  document: InvoiceDocument
  /** settings.accounting of the client: it also says to which company the voucher goes. */
  mapping: AccountMapping
  /** The currency the client's books are kept in. */
  currencyCode: string
}

export type VoucherOutcome =
  /** On its way once the transaction commits; without a connection it waits until there is one. */
  | { kind: 'submitted'; identifier: string; connected: boolean }
  /** It was submitted before, and that one stays. Not the same: the client's mapping was changed in between. */
  | { kind: 'present'; identifier: string; same: boolean }
  /** A reminder, a collection, or an invoice of no amounts. */
  | { kind: 'nothing to book' }
  /** It is in another currency than the books; an event says so. */
  | { kind: 'other currency' }

/** Submits vouchers of many invoices, of any clients, in one statement. @returns an outcome a request, in order */
export async function submitInvoiceVouchers(
  ctx: Ctx,
  tx: Tx,
  requests: readonly VoucherRequest[],
): Promise<VoucherOutcome[]> {
  const prepared = requests.map((request) => prepare(ctx, request))
  const items = prepared.filter((one) => 'documents' in one)
  await tellSkipped(ctx, tx, requests, prepared)
  const stored = items.length === 0 ? [] : await findStored(tx, items)
  const hashes = new Map(stored.map((row) => [`${row.client_id} ${row.identifier}`, row.content_hash]))
  const fresh = new Map<string, IntakeItem>()
  for (const item of items) {
    const key = keyOf(item)
    const hash = item.documents[0]?.contentHash
    if (hashes.has(key) || hash === undefined) continue
    fresh.set(key, item)
    hashes.set(key, hash)
  }
  const unconnected =
    fresh.size === 0
      ? new Set<string>()
      : await insertDocuments(tx, [...fresh.values()], () => '', ctx.platform.clock.now())
  return prepared.map((one): VoucherOutcome => {
    if (!('documents' in one)) return one
    const [document] = one.documents
    const { identifier = '', companyIdentifier = '' } = document ?? {}
    if (fresh.get(keyOf(one)) === one)
      return { kind: 'submitted', identifier, connected: !unconnected.has(`${one.clientId} ${companyIdentifier}`) }
    const same = document !== undefined && hashes.get(keyOf(one))?.equals(document.contentHash) === true
    return { kind: 'present', identifier, same }
  })
}

/**
 * Puts an invoice's voucher into the accounting queue, in the transaction that marks the invoice distributed: both
 * happen, or neither. Payments of the invoice that are submitted later wait for it. An invoice has one voucher, however
 * often this is asked. After the commit, wake() of the accounting services lets the worker know.
 */
export async function submitInvoiceVoucher(ctx: Ctx, tx: Tx, request: VoucherRequest): Promise<VoucherOutcome> {
  const [outcome] = await submitInvoiceVouchers(ctx, tx, [request])
  return outcome as VoucherOutcome
}

function prepare(ctx: Ctx, { clientId, document, mapping, currencyCode }: VoucherRequest): IntakeItem | VoucherOutcome {
  // A voucher says no currency: in other than the books' own its figures would be taken for what they are not.
  if (document.currency !== currencyCode) return { kind: 'other currency' }
  const ledger = invoiceVoucher(document, mapping, mapping.companyIdentifier)
  if (ledger === undefined) return { kind: 'nothing to book' }
  const own = {
    kind: 'invoice' as const,
    identifier: ledger.ledgerIdentifier,
    companyIdentifier: ledger.companyIdentifier,
    groupKey: `invoice:${document.number}`,
    documentDate: document.date,
    documentName: document.number,
    total: totalOf(ledger.ledgerRows),
  }
  return ownItem(ctx, clientId, own, ledgerPayload(ledger))
}

async function tellSkipped(
  ctx: Ctx,
  tx: Tx,
  requests: readonly VoucherRequest[],
  prepared: (IntakeItem | VoucherOutcome)[],
): Promise<void> {
  for (const [i, one] of prepared.entries()) {
    const request = requests[i]
    if (request === undefined || 'documents' in one || one.kind !== 'other currency') continue
    const { clientId, document, currencyCode } = request
    await emit(ctx, tx, clientId, 'accounting.invoice.skipped', `invoice:${document.type}:${document.number}`, {
      reason: `The invoice is in ${document.currency} and the books are in ${currencyCode}: make its voucher by hand.`,
    })
  }
}

function keyOf(item: IntakeItem): string {
  return `${item.clientId} ${item.documents[0]?.identifier ?? ''}`
}
