import type { Channel, SendOutcome } from '../channels/port.ts'
import type { Ctx } from '../platform/context.ts'
import type { Ready } from './prepare-rows.ts'

/** One batch over its channel: longer than a mail server's last word may take, two minutes of silence. */
const SEND_MS_MAX = 180_000

/** @returns one outcome a shipment, in order; a channel that breaks on our own code may have sent something */
export async function sendBatch(
  ctx: Ctx,
  channel: Channel,
  batchId: string,
  batch: Ready[],
  cut: AbortSignal,
): Promise<SendOutcome[]> {
  const signal = AbortSignal.any([cut, AbortSignal.timeout(SEND_MS_MAX)])
  try {
    return await channel.send(
      batchId,
      batch.map(({ shipment }) => shipment),
      signal,
    )
  } catch (error) {
    ctx.log.error({ err: error, channel: channel.name, batchId }, 'a channel failed')
    const reason = 'Saatava had an internal error while it sent this delivery; the log of the service names the cause.'
    return batch.map(() => ({ kind: 'unknown', code: 'CHANNEL_BROKE', reason }))
  }
}
