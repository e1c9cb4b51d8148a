import { UUID_PATTERN } from '@saatava/core/ids.ts'
import type { Channel } from '../channels/port.ts'
import type { Ctx } from '../platform/context.ts'
import { changeOfReport } from './changes.ts'
import { findDeliveries } from '../deliveries/outcome-queries.ts'
import { recordOutcomes } from '../flows/delivery-outcome.ts'

const REPORTS_MAX = 500
/** Receivers of our ids may write them in capitals. */
const UUID = new RegExp(UUID_PATTERN, 'i')

/**
 * Takes in what has come back over a channel. Reports are acknowledged after they have been recorded: one that is shown
 * again changes nothing, because its transition has been taken.
 * @returns how many there were
 */
export async function takeReports(ctx: Ctx, channel: Channel, signal: AbortSignal): Promise<number> {
  const reports = await channel.reports(REPORTS_MAX, signal)
  if (reports.length === 0) return 0
  const known = reports.filter(({ deliveryId }) => UUID.test(deliveryId))
  const found = await findDeliveries(
    ctx.platform.pool,
    channel.name,
    known.map(({ deliveryId }) => deliveryId),
  )
  const owners = new Map(found.map((row) => [row.deliveryId, row]))
  const changes = known.flatMap((report) => {
    const owner = owners.get(report.deliveryId.toLowerCase())
    return owner === undefined ? [] : [changeOfReport(report, owner)]
  })
  await recordOutcomes(ctx, changes)
  const strangers = reports.filter(({ deliveryId }) => !owners.has(deliveryId.toLowerCase()))
  if (strangers.length > 0)
    ctx.log.warn(
      { channel: channel.name, reports: strangers.map(({ reportId }) => reportId) },
      'reports do not name a delivery of this service',
    )
  await channel.acknowledge(reports, signal)
  return reports.length
}
