import type { PlannedVoucher, SendResult } from '../../connectors/port.ts'
import type { Metrics } from '../../platform/metrics.ts'
import type { Lease } from './leases.ts'
import { LeaseLost } from './recorder.ts'
import type { OpenConnection } from './sessions.ts'

/** One voucher of a document: planned, and found or sent, or not there yet. */
export interface Part {
  planned: PlannedVoucher
  found: Pick<SendResult, 'remoteId' | 'status' | 'awaitsConfirmation'> | undefined
}

export interface SendContext {
  lease: Lease
  open: OpenConnection
  metrics: Metrics
  kind: string
}

/**
 * Sends the parts that are not there yet, in order; each success is noted in `progress` at once, so that whoever catches
 * an error knows what has been stored. Before each send the lease must hold for as long as the request may take, or be
 * renewable meanwhile: a request begun under a lost lease could meet another worker's.
 */
export async function sendParts(context: SendContext, progress: { parts: Part[]; sending: boolean }): Promise<void> {
  const { lease, open, metrics, kind } = context
  for (const part of progress.parts) {
    if (part.found !== undefined) continue
    if (!lease.holds()) throw new LeaseLost('the lease expired before the document was sent')
    const started = performance.now()
    progress.sending = true
    part.found = await open.session.send(part.planned, lease.signal)
    progress.sending = false
    metrics.syncSeconds.observe({ system: open.connector.system, kind }, (performance.now() - started) / 1000)
    metrics.syncOutcomes.inc({ system: open.connector.system, kind, outcome: 'synced' })
  }
}
