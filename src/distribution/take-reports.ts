import type { Channel, ChannelReport } from '../channels/port.ts'
import type { Ctx } from '../platform/context.ts'
import { changeOfReport } from './changes.ts'
import { findDeliveries } from './outcome-queries.ts'
import { recordChanges } from './record-changes.ts'

const REPORTS_MAX = 500
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

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
    known.map(({ deliveryId }) => deliveryId),
  )
  const owners = new Map(found.map((row) => [row.deliveryId, row]))
  // One after the other where two speak of one delivery: accepted, then delivered.
  for (const round of rounds(known)) {
    const changes = round.flatMap((report) => {
      const owner = owners.get(report.deliveryId.toLowerCase())
      return owner === undefined ? [] : [changeOfReport({ ...report, deliveryId: owner.deliveryId }, owner)]
    })
    await recordChanges(ctx, changes, null)
  }
  const strangers = reports.filter(({ deliveryId }) => !owners.has(deliveryId.toLowerCase()))
  if (strangers.length > 0)
    ctx.log.warn(
      { channel: channel.name, reports: strangers.map(({ reportId }) => reportId) },
      'reports name no delivery of ours',
    )
  await channel.acknowledge(reports, signal)
  return reports.length
}

function rounds(reports: ChannelReport[]): ChannelReport[][] {
  const result: ChannelReport[][] = []
  const seen = new Map<string, number>()
  for (const report of reports) {
    const round = seen.get(report.deliveryId) ?? 0
    seen.set(report.deliveryId, round + 1)
    ;(result[round] ??= []).push(report)
  }
  return result
}
