/**
 * Reports of a print house, in our own form: `{batchId, outcome: ACCEPTED | REFUSED, count?, code?, reason?, at}` for a
 * whole batch, or `{batchId?, items: [{deliveryId, outcome: PRINTED | HANDED_TO_POST | FAILED | RETURNED, code?, reason?,
 * at}]}`. Every real house has its own [GAP]; what turns theirs into this stands before the drop. RETURNED: the post
 * brought the letter back, so it was not delivered after all.
 */
import type { ReadAnswers } from '../../drops/answer-files.ts'
import type { ChannelReport } from '../port.ts'
import { type Fields, codeAndReason, fieldsOf, instantOf, isUuid } from '../report-fields.ts'

export type PrintReport = Omit<ChannelReport, 'reportId'>

const ITEM_OUTCOMES: Record<string, ChannelReport['outcome']> = {
  ACCEPTED: 'accepted',
  PRINTED: 'delivered',
  HANDED_TO_POST: 'delivered',
  FAILED: 'failed',
  RETURNED: 'failed',
}
const BATCH_OUTCOMES: Record<string, ChannelReport['outcome']> = { ACCEPTED: 'accepted', REFUSED: 'failed' }
const ITEMS_MAX = 10_000

/** @param lettersOf the deliveries of a batch, null where it is not known (any more) */
export async function readPrintReports(
  json: unknown,
  lettersOf: (batchId: string) => Promise<string[] | null>,
): Promise<ReadAnswers<PrintReport>> {
  const fields = fieldsOf(json)
  if (fields === null) return { values: [], faults: ['it is not an object'] }
  const { items } = fields
  if (Array.isArray(items)) return readItems(items)
  return readBatch(fields, lettersOf)
}

function readItems(items: unknown[]): ReadAnswers<PrintReport> {
  if (items.length > ITEMS_MAX) return { values: [], faults: [`it holds ${items.length} items, above ${ITEMS_MAX}`] }
  const values: PrintReport[] = []
  const faults: string[] = []
  for (const [index, item] of items.entries()) {
    const report = itemOf(item)
    if (typeof report === 'string') faults.push(`item ${index + 1}: ${report}`)
    else values.push(report)
  }
  return { values, faults }
}

function itemOf(item: unknown): PrintReport | string {
  const fields = fieldsOf(item)
  if (fields === null) return 'is not an object'
  const { deliveryId } = fields
  if (!isUuid(deliveryId)) return `deliveryId must be a UUID, and is ${JSON.stringify(deliveryId)}`
  const said = outcomeOf(fields, ITEM_OUTCOMES)
  if (typeof said === 'string') return said
  const words = codeAndReason(fields)
  if (said.outcome === 'failed' && words.code === undefined) words.code = String(fields['outcome'])
  return { deliveryId: deliveryId.toLowerCase(), ...said, ...words }
}

async function readBatch(
  fields: Fields,
  lettersOf: (batchId: string) => Promise<string[] | null>,
): Promise<ReadAnswers<PrintReport>> {
  const { batchId, count } = fields
  if (!isUuid(batchId)) return nothing(`batchId must be a UUID, and is ${JSON.stringify(batchId)}`)
  const said = outcomeOf(fields, BATCH_OUTCOMES)
  if (typeof said === 'string') return nothing(said)
  const letters = await lettersOf(batchId.toLowerCase())
  if (letters === null) return nothing(`batch ${batchId} does not exist in this service, or its manifest was removed`)
  // A house that has taken fewer than it was sent has lost some: which, its reports of each will show by being absent.
  if (said.outcome === 'accepted' && count !== letters.length) {
    return nothing(`batch ${batchId} holds ${letters.length} letters, and ${JSON.stringify(count)} were taken`)
  }
  return { values: letters.map((deliveryId) => ({ deliveryId, ...said, ...codeAndReason(fields) })), faults: [] }
}

function outcomeOf(
  fields: Fields,
  outcomes: Record<string, ChannelReport['outcome']>,
): Pick<ChannelReport, 'outcome' | 'at'> | string {
  const outcome = outcomes[String(fields['outcome'])]
  if (outcome === undefined) {
    return `outcome must be one of ${Object.keys(outcomes).join(', ')}, and is ${JSON.stringify(fields['outcome'])}`
  }
  const at = instantOf(fields['at'])
  if (at === undefined)
    return `at must be an instant such as 2026-01-31T12:00:00Z, and is ${JSON.stringify(fields['at'])}`
  return { outcome, at }
}

function nothing(fault: string): ReadAnswers<PrintReport> {
  return { values: [], faults: [fault] }
}
