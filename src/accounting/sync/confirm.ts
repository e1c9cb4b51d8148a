/** Asks systems that confirm later (a file drop) for the outcome of the documents that they were handed. */
import { ConnectorError } from '../../connectors/errors.ts'
import type { RemoteVoucher } from '../../connectors/port.ts'
import { documentOf } from '../payloads.ts'
import type { Lease } from './leases.ts'
import { failureOf } from './outcomes.ts'
import { type OpenDocument, deliveredDocuments } from './queue-queries.ts'
import type { RunnerParts } from './runner-parts.ts'
import type { OpenConnection } from './sessions.ts'

const CONFIRM_MAX = 200

/** @returns how many were settled, and how many still wait */
export async function confirmDelivered(
  parts: RunnerParts,
  lease: Lease,
  open: OpenConnection,
): Promise<{ settled: number; waiting: number }> {
  const { session } = open
  if (session.confirm === undefined) return { settled: 0, waiting: 0 }
  const documents = await deliveredDocuments(parts.platform.pool, lease.clientId, open.companies, CONFIRM_MAX)
  let settled = 0
  for (const document of documents) {
    if (parts.stopping()) break
    if (await confirmOne(parts, lease, open, document)) settled++
  }
  return { settled, waiting: documents.length - settled }
}

async function confirmOne(
  parts: RunnerParts,
  lease: Lease,
  open: OpenConnection,
  document: OpenDocument,
): Promise<boolean> {
  const { kind, seq, identifier } = document
  // A refusal of the import books nothing; one of our own plan says nothing about what was delivered.
  let maybeStored: boolean | undefined
  try {
    const planned = await open.session.plan(documentOf(lease.clientId, document))
    const confirmed: RemoteVoucher[] = []
    for (const part of planned) {
      maybeStored = confirmed.length > 0
      const voucher = await open.session.confirm?.(part, lease.signal)
      if (!voucher) return false
      confirmed.push(voucher)
    }
    const remoteIds = confirmed.map((voucher) => voucher.remoteId)
    const documentStatus = confirmed[0]?.status ?? 'Approved'
    await parts.recorder.write(lease, [
      { kind, seq, identifier, to: 'synced', remoteIds, documentStatus, eventData: { remoteIds, documentStatus } },
    ])
    return true
  } catch (error) {
    // Only a refusal settles it; that the drop cannot be read right now says nothing about the document.
    if (!(error instanceof ConnectorError) || error.kind !== 'refused') {
      parts.log.warn({ clientId: lease.clientId, identifier, err: error }, 'a delivery could not be confirmed')
      return false
    }
    const context = {
      ...{ document, doubtful: true, attempts: document.attempts, failures: 0, timing: open.timing },
      ...(maybeStored === undefined ? {} : { maybeStored: maybeStored || error.maybeStored }),
    }
    await parts.recorder.write(lease, [failureOf(error, context).change])
    return true
  }
}
