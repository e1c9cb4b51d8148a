import type { ClientId } from '@saatava/core/ids.ts'
import type { Ctx } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'
import type { IntakeItem } from './intake-item.ts'
import { findStored, insertDocuments } from './intake-queries.ts'
import { ownItem } from './own-item.ts'
import { ledgerPayload, totalOf } from './payloads.ts'
import type { Ledger } from './schemas.ts'

/**
 * Puts vouchers that we make into the accounting queue, in the transaction of what they are of: behind all that was
 * submitted before for the same company. A voucher that is there already, by its identifier, stays as it is.
 * @returns how many were submitted
 */
export async function submitOwnVouchers(
  ctx: Ctx,
  tx: Tx,
  vouchers: readonly { clientId: ClientId; ledger: Ledger }[],
): Promise<number> {
  if (vouchers.length === 0) return 0
  const items = vouchers.map(({ clientId, ledger }) => itemOf(ctx, clientId, ledger))
  const stored = new Set((await findStored(tx, items)).map((row) => `${row.client_id} ${row.identifier}`))
  const fresh = items.filter(({ clientId, documents }) => !stored.has(`${clientId} ${documents[0]?.identifier ?? ''}`))
  if (fresh.length > 0) await insertDocuments(tx, fresh, () => '', ctx.platform.clock.now())
  return fresh.length
}

function itemOf(ctx: Ctx, clientId: ClientId, ledger: Ledger): IntakeItem {
  const { ledgerIdentifier: identifier, companyIdentifier, documentDate, documentName } = ledger
  const document = {
    kind: 'ledger' as const,
    identifier,
    companyIdentifier,
    groupKey: null,
    documentDate,
    documentName,
    total: totalOf(ledger.ledgerRows),
  }
  return ownItem(ctx, clientId, document, ledgerPayload(ledger))
}
