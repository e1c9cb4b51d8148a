import type { SendOutcome, Shipment } from '../channels/port.ts'
import type { Ctx } from '../platform/context.ts'
import { isDatabaseUnavailable } from '../platform/database.ts'
import { type Preparation, prepareShipments } from './prepare-shipments.ts'
import type { Leased } from '../deliveries/queue-queries.ts'

/** A delivery with what is to be sent. */
export interface Ready {
  leased: Leased
  shipment: Shipment
}

/**
 * Returns the rows that are ready to leave, and for the others the failure. One whose data break our own code must not
 * hold up the others: where they cannot be prepared together, each is for itself.
 */
export async function prepareRows(
  ctx: Ctx,
  preparation: Preparation,
  rows: Leased[],
  signal: AbortSignal,
): Promise<{ ready: Ready[]; failures: Map<Leased, SendOutcome> }> {
  const prepared = await prepareShipments(ctx, preparation, rows, signal).catch(async (error: unknown) => {
    if (signal.aborted || isDatabaseUnavailable(error)) throw error
    ctx.log.error({ err: error, deliveries: rows.map((row) => row.deliveryId) }, 'shipments could not be prepared')
    return rows.length > 1 ? undefined : new Map([[rows[0]?.deliveryId ?? '', { outcome: NOT_MADE }]])
  })
  if (prepared === undefined) return eachForItself(ctx, preparation, rows, signal)
  const ready: Ready[] = []
  const failures = new Map<Leased, SendOutcome>()
  for (const leased of rows) {
    const result = prepared.get(leased.deliveryId)
    if (result !== undefined && 'shipment' in result) ready.push({ leased, shipment: result.shipment })
    else failures.set(leased, result?.outcome ?? NOT_MADE)
  }
  return { ready, failures }
}

const NOT_MADE: SendOutcome = {
  kind: 'temporary',
  code: 'DOCUMENT_NOT_MADE',
  reason: 'The document could not be made; the log of the service names the cause.',
}

async function eachForItself(
  ctx: Ctx,
  preparation: Preparation,
  rows: Leased[],
  signal: AbortSignal,
): Promise<{ ready: Ready[]; failures: Map<Leased, SendOutcome> }> {
  const ready: Ready[] = []
  const failures = new Map<Leased, SendOutcome>()
  for (const row of rows) {
    const one = await prepareRows(ctx, preparation, [row], signal)
    ready.push(...one.ready)
    for (const [leased, outcome] of one.failures) failures.set(leased, outcome)
  }
  return { ready, failures }
}
