import type { PlannedVoucher } from '../../connectors/port.ts'
import type { Platform } from '../../platform/context.ts'
import type { Lease } from './leases.ts'
import { type OpenDocument, takenRemoteIds } from './queue-queries.ts'
import type { Part } from './send-parts.ts'
import type { OpenConnection } from './sessions.ts'

/**
 * Looks for each planned voucher in the accounting system. Where the system carries our marker that is exact; where it
 * cannot (Netvisor's payments), everything alike is a candidate, and those that belong to another document of this queue
 * are not it: two payments that are equal in all they show stay two. Ids are a company's own: two companies count alike,
 * so the ids of another queue prove nothing here, and a marker proves more than an id.
 */
export async function findParts(
  context: { platform: Platform; lease: Lease; open: OpenConnection; document: OpenDocument },
  planned: PlannedVoucher[],
): Promise<Part[]> {
  const { platform, lease, open, document } = context
  const parts: Part[] = []
  for (const part of planned) {
    const candidates = await open.session.find(part, lease.signal)
    const ids = candidates.map((candidate) => candidate.remoteId)
    const taken =
      ids.length === 0
        ? new Set<string>()
        : await takenRemoteIds(platform.pool, lease.clientId, open.companies, document, ids)
    const free = candidates.filter(({ marker, remoteId }) => marker === part.marker || !taken.has(remoteId))
    if (free.length > 1) {
      platform.log.warn(
        { clientId: lease.clientId, identifier: document.identifier, found: free.length },
        'a document was found more than once',
      )
    }
    const found = free[0]
    // A system that confirms later shows as a draft what it has been handed and has not confirmed.
    const awaitsConfirmation = open.session.confirm !== undefined && found?.status === 'Draft'
    parts.push({
      planned: part,
      found: found && { remoteId: found.remoteId, status: found.status, awaitsConfirmation },
    })
  }
  return parts
}
