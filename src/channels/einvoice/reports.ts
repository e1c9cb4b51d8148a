/**
 * Reports of an e-invoice operator, in our own form: `{deliveryId | messageId, outcome: ACCEPTED | REFUSED | DELIVERED |
 * FAILED, code?, reason?, at}`, one object a file or an array of them. Every real operator has its own [GAP]; what turns
 * theirs into this stands before the drop. messageId is the message's own id, which is the delivery's.
 */
import type { ReadAnswers } from '../../drops/answer-files.ts'
import type { ChannelReport } from '../port.ts'
import { codeAndReason, fieldsOf, instantOf, isUuid } from '../report-fields.ts'

const OUTCOMES: Record<string, ChannelReport['outcome']> = {
  ACCEPTED: 'accepted',
  REFUSED: 'failed',
  DELIVERED: 'delivered',
  FAILED: 'failed',
}
const REPORTS_MAX = 10_000

export type EinvoiceReport = Omit<ChannelReport, 'reportId'>

export function readEinvoiceReports(json: unknown): ReadAnswers<EinvoiceReport> {
  const list = Array.isArray(json) ? json : [json]
  if (list.length > REPORTS_MAX)
    return { values: [], faults: [`it holds ${list.length} reports, above ${REPORTS_MAX}`] }
  const values: EinvoiceReport[] = []
  const faults: string[] = []
  for (const [index, item] of list.entries()) {
    const report = reportOf(item)
    if (typeof report === 'string') faults.push(`report ${index + 1}: ${report}`)
    else values.push(report)
  }
  return { values, faults }
}

function reportOf(item: unknown): EinvoiceReport | string {
  const fields = fieldsOf(item)
  if (fields === null) return 'is not an object'
  const deliveryId = fields['deliveryId'] ?? fields['messageId']
  if (!isUuid(deliveryId)) return `deliveryId or messageId must be a UUID, not ${JSON.stringify(deliveryId)}`
  const outcome = OUTCOMES[String(fields['outcome'])]
  if (outcome === undefined) {
    return `outcome must be one of ${Object.keys(OUTCOMES).join(', ')}, and is ${JSON.stringify(fields['outcome'])}`
  }
  const at = instantOf(fields['at'])
  if (at === undefined)
    return `at must be an instant such as 2026-01-31T12:00:00Z, and is ${JSON.stringify(fields['at'])}`
  return { deliveryId: deliveryId.toLowerCase(), outcome, at, ...codeAndReason(fields) }
}
