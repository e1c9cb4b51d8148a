/** Reports about deliveries out of a folder of bounces. Any number of processes may look into the same folder. */
import type { DeliveryId } from '@saatava/core/ids.ts'
import { createHash } from 'node:crypto'
import type { ChannelReport } from '../../port.ts'
import type { EmailLog } from '../log.ts'
import { type Notification, notificationIn } from './dsn.ts'
import { type BounceFile, openBounceFolder } from './folder.ts'

/** Files whose reports are known to be waiting for acknowledgement; beyond it they are read again. */
const REMEMBERED_MAX = 10_000

export interface Bounces {
  reports(max: number, signal: AbortSignal): Promise<ChannelReport[]>
  acknowledge(reports: ChannelReport[]): Promise<void>
}

export function createBounces(path: string, bounceDomain: string, log: EmailLog): Bounces {
  const folder = openBounceFolder(path)
  // A report's files: more than one where it was delivered twice. A report that a restart forgets is simply read and
  // reported again, under the same id.
  const filesOf = new Map<string, Set<string>>()

  async function reportIn(file: BounceFile): Promise<ChannelReport | undefined> {
    const bytes = await readOrPutAside(file)
    if (bytes === undefined) return undefined
    const found = await notificationIn(bytes, bounceDomain)
    if (found === undefined || found.deliveryId === undefined) {
      const why =
        found === undefined ? 'it is not a delivery status notification' : 'it does not name a delivery of this service'
      log.warn({ file: file.name }, `a message in the bounce folder was put aside: ${why}`)
      await folder.aside(file.name)
      return undefined
    }
    // The mail server still tries; it will tell.
    if (found.action === 'delayed') {
      await folder.done(file.name)
      return undefined
    }
    return reportOf(found, found.deliveryId, file.arrivedAt)
  }

  // One file that cannot be read must not keep the others waiting.
  async function readOrPutAside({ name }: BounceFile): Promise<Uint8Array | undefined> {
    try {
      return await folder.read(name)
    } catch (error) {
      log.warn({ file: name, err: error }, 'a message in the bounce folder could not be read and was put aside')
      await folder.aside(name)
      return undefined
    }
  }

  return {
    async reports(max, signal) {
      const reports = new Map<string, ChannelReport>()
      for (const file of await folder.waiting()) {
        if (reports.size >= max || signal.aborted) break
        const report = await reportIn(file)
        if (report === undefined) continue
        reports.set(report.reportId, reports.get(report.reportId) ?? report)
        if (filesOf.size >= REMEMBERED_MAX && !filesOf.has(report.reportId)) filesOf.clear()
        filesOf.set(report.reportId, (filesOf.get(report.reportId) ?? new Set()).add(file.name))
      }
      return [...reports.values()]
    },
    async acknowledge(reports) {
      for (const { reportId } of reports) {
        for (const name of filesOf.get(reportId) ?? []) await folder.done(name)
        filesOf.delete(reportId)
      }
    },
  }
}

const OUTCOMES = { failed: 'failed', delivered: 'delivered', relayed: 'accepted' } as const

function reportOf(found: Notification, deliveryId: DeliveryId, at: Date): ChannelReport | undefined {
  if (found.action === 'delayed') return undefined
  const { action, status, reason, messageId } = found
  const identity = [deliveryId, action, status ?? '', messageId ?? ''].join('\n')
  return {
    reportId: createHash('sha256').update(identity).digest('hex'),
    deliveryId,
    outcome: OUTCOMES[action],
    at,
    ...(status === undefined ? {} : { code: status }),
    ...(reason === undefined ? {} : { reason }),
  }
}
